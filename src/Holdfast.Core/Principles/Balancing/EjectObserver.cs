using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing;

/// <summary>Ejects a node that fails call after call, within the cap.</summary>
public sealed class EjectObserver(EjectPlan plan, CompileContext context) : AttemptObserver
{
    public override void Observe(Call call, NodeModel node, in Outcome outcome, long ended)
    {
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
        // One ejection of a version at a time, or two at once would each see room for one under the cap.
        lock (version.State)
        {
            if (!node.State.IsUsable) return;
            var usable = version.Nodes.Count(static n => n.State.IsUsable);
            var ejected = version.Nodes.Count(static n => (n.State.Withheld & Withheld.Ejected) != Withheld.None);
            if (!EjectMachine.MayEject(version.Nodes.Count, usable, ejected, plan.AtMost)) return;
            state.Until = now + (long)(plan.For.TotalSeconds * context.Time.TimestampFrequency);
            node.State.Withhold(Withheld.Ejected, on: true, $"{state.FailuresInARow} failures in a row");
        }

        context.Signals.Publish("balancing", "node-ejected", $"services.{version.Service}.versions.{version.Name}",
            $"{node.Address} is ejected for {plan.For.TotalSeconds:0.###} s: {state.FailuresInARow} failures in a row");
    }
}
