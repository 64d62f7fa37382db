using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing.Panicking;

/// <summary>Asks <see cref="PanicMachine"/> and tells of what it says.</summary>
/// <param name="threshold">Usable share of the weight below which a version panics; null: never.</param>
/// <param name="ramp">How long it takes until usable nodes carry everything again.</param>
public sealed class PanicRule(double? threshold, TimeSpan ramp, CompileContext context) : PanicPolicy
{
    private readonly long _ramp = (long)(ramp.TotalSeconds * context.Time.TimestampFrequency);

    public override bool IsPossible => threshold is not null;

    public override Panic Next(VersionState version, IReadOnlyList<NodeModel> nodes, out Action? news)
    {
        var (usable, total, count) = (0L, 0L, 0);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (!nodes[i].State.MayBeUsed(inPanic: true)) continue;
            total += nodes[i].Plan.Weight;
            if (!nodes[i].State.IsUsable) continue;
            usable += nodes[i].Plan.Weight;
            count++;
        }

        var before = version.Panic;
        var after = PanicMachine.Next(before, usable, total, threshold, context.Time.GetTimestamp(), _ramp);
        news = before.Phase == PanicPhase.Panic == (after.Phase == PanicPhase.Panic) ? null : News(version, after, count, nodes.Count);
        return after;
    }

    public override double UsableShare(Panic panic) => PanicMachine.UsableShare(panic, context.Time.GetTimestamp(), _ramp);

    private Action News(VersionState version, Panic after, int usable, int nodes) => () =>
    {
        if (after.Phase == PanicPhase.Panic) BalancingSignals.PanicEntered(context.Signals, version, usable, nodes);
        else BalancingSignals.PanicLeft(context.Signals, version, usable, nodes, after.Phase == PanicPhase.Leaving ? ramp : TimeSpan.Zero);
    };
}
