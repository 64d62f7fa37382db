using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Ejects a node that fails call after call, within the cap.</summary>
public sealed class EjectObserver(EjectPlan plan, CompileContext context) : AttemptObserver
{
    public override void Observe(Call call, Attempt attempt, in Outcome outcome, long ended)
    {
        var node = attempt.Node;
        var state = BalancingSlice.Eject(node.State);
        if (!outcome.IsFailure)
        {
            state.Succeeded();
            return;
        }

        if (state.Failed() >= plan.ConsecutiveFailures && node.State.IsUsable && call.Version is { } version)
            Eject(version, node, state, ended);
    }

    private void Eject(VersionModel version, NodeModel node, EjectState state, long now)
    {
        var until = now + (long)(plan.For.TotalSeconds * context.Time.TimestampFrequency);
        if (!BalancingSlice.Gate(version.State).TryEject(version, node, plan, until)) return;
        BalancingSignals.Ejected(context.Signals, version, node, plan.For, state.FailuresInARow);
    }
}
