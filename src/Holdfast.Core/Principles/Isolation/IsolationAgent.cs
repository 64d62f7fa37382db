using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>Gives pools the size of the revision that is live, at once: who is inside stays, who waits gets what is new.</summary>
public sealed class IsolationAgent : IAgent
{
    private PoolGate[] _live = [];

    public void Apply(PlanModel plan)
    {
        foreach (var target in plan.Interfaces.Values)
        {
            var stages = target.Inbound.OfType<IsolateStage>().ToArray();
            IsolationBoard.Of(target.State).KeepOnly(stages.Select(static stage => stage.Plan.Per));
            foreach (var stage in stages) stage.Follow();
        }

        // Before the new ones say how large their pools are.
        foreach (var gate in _live) gate.Follow(version: null);
        _live = [.. plan.Versions.SelectMany(static version => version.Gates.OfType<PoolGate>())];
        foreach (var version in plan.Versions) Apply(version);
    }

    public ValueTask DisposeAsync() => default;

    private static void Apply(VersionModel version)
    {
        foreach (var gate in version.Gates.OfType<PoolGate>()) gate.Follow(version);
        foreach (var gate in version.NodeGates.OfType<NodePoolGate>())
            foreach (var node in version.Nodes) gate.Follow(node.State);
    }
}
