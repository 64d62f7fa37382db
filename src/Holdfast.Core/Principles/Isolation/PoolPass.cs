using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>What became of a call that came to a pool.</summary>
/// <param name="Verdict">Whether it goes on.</param>
/// <param name="Seat">What it gives back at its end; null: nothing.</param>
internal readonly record struct PoolPass(Verdict Verdict, PoolSeat? Seat);
