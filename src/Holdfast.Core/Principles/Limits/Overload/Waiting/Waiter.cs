using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Overload.Concurrency;

namespace Holdfast.Core.Principles.Limits.Overload.Waiting;

/// <summary>Somebody who waits for a place.</summary>
internal abstract class Waiter
{
    public abstract Criticality Criticality { get; }

    /// <summary>Timestamp until which it waits.</summary>
    public long Until { get; set; }

    /// <summary>Whether a place is of no use to it any more.</summary>
    public abstract bool IsGone { get; }

    internal Waiter? Older { get; set; }

    internal Waiter? Newer { get; set; }

    internal bool IsInLine { get; set; }

    /// <summary>Told once, under no lock.</summary>
    /// <param name="place">Null: there is none for it.</param>
    public abstract void Settle(ConcurrencyEpoch? place);
}
