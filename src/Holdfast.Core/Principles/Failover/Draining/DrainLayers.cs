using Holdfast.Core.Layers;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Failover.Draining;

/// <summary>Nodes that degradation plans have drained. It is a reason of its own beside an operator's drain: each lifts what it has laid.</summary>
internal static class DrainLayers
{
    public static IReadOnlyList<LayerFault> Lay(IReadOnlyList<Layer> layers, SliceContext context)
    {
        var faults = new List<LayerFault>();
        var meant = new Dictionary<NodeState, Layer>();
        foreach (var layer in layers)
        {
            if (!context.Plan.Services.TryGetValue(layer.Target, out var service)) faults.Add(new LayerFault(layer.Rule, $"there is no service '{layer.Target}'"));
            else if (Nodes(service.Live, layer).ToArray() is not { Length: > 0 } nodes) faults.Add(new LayerFault(layer.Rule, $"'{layer.Target}' has no such node"));
            else
                foreach (var node in nodes) meant.TryAdd(node.State, layer);
        }

        foreach (var version in context.Plan.Versions) Lay(version, context.Plan, meant, faults);
        return faults;
    }

    public static IEnumerable<Layer> Laid(SliceContext context) =>
        from version in context.Plan.Versions
        from node in version.Nodes
        where node.State.Has<DrainLayer>() && (node.State.Withheld & Withheld.GivenUp) != Withheld.None
        let layer = DrainLayer.Of(node.State).Layer
        where layer is not null
        select layer;

    private static void Lay(VersionModel version, PlanModel plan, Dictionary<NodeState, Layer> meant, List<LayerFault> faults)
    {
        // First what comes back: a node that goes may then be spared.
        foreach (var node in version.Nodes.Where(node => !meant.ContainsKey(node.State) && (node.State.Withheld & Withheld.GivenUp) != Withheld.None))
        {
            DrainLayer.Of(node.State).Layer = null;
            node.State.Withhold(Withheld.GivenUp, on: false, "");
        }

        var isLive = ReferenceEquals(version, plan.Services[version.Service].Live);
        foreach (var node in version.Nodes)
        {
            if (!meant.TryGetValue(node.State, out var layer)) continue;
            var admits = version.Candidates.Current;
            var others = version.Nodes.Count(other => !ReferenceEquals(other, node) && admits.Admits(other.State));
            if ((node.State.Withheld & Withheld.GivenUp) == Withheld.None && !DrainMachine.MayDrain(isLive, admits.Admits(node.State), others, force: false))
            {
                faults.Add(new LayerFault(layer.Rule, $"{node.Address} is the only node of '{version.Service}' that takes calls"));
                continue;
            }

            DrainLayer.Of(node.State).Layer = layer;
            node.State.Withhold(Withheld.GivenUp, on: true, $"drained by {layer.Source}, {layer.Order}");
        }
    }

    private static IEnumerable<NodeModel> Nodes(VersionModel version, Layer layer) => layer.Node.Length == 0
        ? version.Nodes.Where(node => string.Equals(node.Plan.Zone, layer.Zone, StringComparison.Ordinal))
        : version.Nodes.Where(node => string.Equals(node.Url, layer.Node.TrimEnd('/'), StringComparison.OrdinalIgnoreCase));
}
