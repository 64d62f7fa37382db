using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Overload.Concurrency;
using Holdfast.Core.Principles.Limits.Overload.Waiting;

namespace Holdfast.Core.Tests.Principles.Limits.Overload;

/// <summary>A call of the simulation, and what became of it.</summary>
internal sealed class SimulatedCall(Criticality criticality, ulong user, TimeSpan at, Action<SimulatedCall, ConcurrencyEpoch?> settled) : Waiter
{
    public override Criticality Criticality { get; } = criticality;

    public ulong User { get; } = user;

    /// <summary>Since the beginning of the simulation.</summary>
    public TimeSpan At { get; } = at;

    public Fate Fate { get; set; }

    /// <summary>Until it was answered, refused, or not waited for any more.</summary>
    public TimeSpan Took { get; set; }

    public override bool IsGone => Fate == Fate.Late;

    public override void Settle(ConcurrencyEpoch? place) => settled(this, place);
}
