using Holdfast.Core.Layers;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Degradation.Switches;

/// <summary>What degradation plans lay over the answers of interfaces: below the switches that are set by hand.</summary>
internal static class SwitchLayers
{
    public static bool Takes(LayerKind kind) => kind <= LayerKind.Share;

    public static IReadOnlyList<LayerFault> Lay(IReadOnlyList<Layer> layers, SliceContext context)
    {
        var byTarget = layers.ToLookup(static layer => layer.Target, StringComparer.Ordinal);
        foreach (var target in context.Plan.Interfaces.Values)
        {
            // In the order of the kinds: the strictest first. Among those of one kind the most important stays first.
            SwitchOrder[] orders = [.. byTarget[target.Name].OrderBy(static layer => layer.Kind).Select(Order)];
            if (orders.Length > 0 || target.State.Has<SwitchState>()) SwitchState.Of(target.State).Laid = orders;
        }

        return [.. layers.Where(layer => !context.Plan.Interfaces.ContainsKey(layer.Target)).Select(static layer => new LayerFault(layer.Rule, $"there is no interface '{layer.Target}'"))];
    }

    public static IEnumerable<Layer> Laid(SliceContext context) =>
        from target in context.Plan.Interfaces.Values
        where target.State.Has<SwitchState>()
        from order in SwitchState.Of(target.State).Laid
        select order.Layer;

    private static SwitchOrder Order(Layer layer)
    {
        var (kind, error, decision) = layer.Kind switch
        {
            LayerKind.Off => (SwitchKind.Off, SwitchErrors.GivenUp, "degraded-off"),
            LayerKind.Stale => (SwitchKind.Stale, SwitchErrors.GivenUpNotKept, "degraded-stale-miss"),
            LayerKind.Answer => (SwitchKind.Answer, SwitchErrors.GivenUp, "degraded-off"),
            _ => (SwitchKind.Share, SwitchErrors.GivenUpNotInShare, "degraded-share"),
        };
        return new SwitchOrder(kind, layer.Order, layer.Until, default)
        {
            Layer = layer,
            Words = layer.Words,
            Share = layer.Share,
            Answer = layer.Answer,
            Refusal = new Refusal(error, decision, Position.Degradation, layer.Rule),
        };
    }
}
