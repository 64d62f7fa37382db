using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>Every pool of a plan.</summary>
internal static class PoolSites
{
    public static IEnumerable<PoolSite> Of(PlanModel plan) =>
        plan.Interfaces.Values.SelectMany(Of).Concat(plan.Versions.SelectMany(Of));

    public static IEnumerable<PoolSite> Of(InterfaceModel target) => target.Inbound.OfType<IsolateStage>()
        .Select(stage => new PoolSite("interface", target.Name, "", "", "", stage.Places.All, stage.Places, []));

    public static IEnumerable<PoolSite> Of(VersionModel version)
    {
        foreach (var gate in version.Gates.OfType<PoolGate>())
            yield return new PoolSite(Kind(gate.Kind, "version", ""), "", version.Service, version.Name, "", gate.Pool, null, gate.Partitions);
        foreach (var gate in version.NodeGates.OfType<NodePoolGate>())
            foreach (var node in version.Nodes)
                yield return new PoolSite(Kind(gate.Kind, "node", "node-"), "", version.Service, version.Name, node.Address, gate.PoolOf(node.State), null, []);
    }

    private static string Kind(PoolKind kind, string attempts, string connections) =>
        kind == PoolKind.Connections ? $"{connections}connections" : attempts;
}
