using Holdfast.Core.Layers;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Limits.Tokens;

namespace Holdfast.Core.Principles.Limits.Overriding;

/// <summary>What degradation plans lay over the limits of interfaces. Of several the lowest rate answers.</summary>
internal static class OverrideLayers
{
    public static IReadOnlyList<LayerFault> Lay(IReadOnlyList<Layer> layers, SliceContext context)
    {
        var byTarget = layers.ToLookup(static layer => layer.Target, StringComparer.Ordinal);
        foreach (var target in context.Plan.Interfaces.Values)
        {
            if (!byTarget.Contains(target.Name) && !target.State.Has<OverrideState>()) continue;
            var state = OverrideState.Of(target.State);
            var before = state.Laid;
            state.Laid = [.. byTarget[target.Name].OrderBy(static layer => layer.Rate.PerSecond).Select(layer => Make(layer, target, before))];
        }

        return [.. layers.Where(layer => !context.Plan.Interfaces.ContainsKey(layer.Target)).Select(static layer => new LayerFault(layer.Rule, $"there is no interface '{layer.Target}'"))];
    }

    public static IEnumerable<Layer> Laid(SliceContext context) =>
        from target in context.Plan.Interfaces.Values
        where target.State.Has<OverrideState>()
        from laid in OverrideState.Of(target.State).Laid
        select laid.Layer;

    /// <summary>One that lies there already goes on with what it has counted: to lay it again is no burst of calls.</summary>
    private static OverrideLayer Make(Layer layer, InterfaceModel target, OverrideLayer[] before)
    {
        if (Array.Find(before, one => one.Layer.Rule == layer.Rule && one.Layer.Rate == layer.Rate) is { } same) return same with { Layer = layer };
        var model = new LimitModel(LimitPlan.Of(layer.Rate), layer.Rule, Position.Limits, watch: null);
        var set = new LimitSet(model.Rule, named: "", LocalTokens.Instance, target.Inbound.OfType<OverrideStage>().Single().Context);
        return new OverrideLayer(layer, new LimitLine([new LimitSeat(set, model, layer.Subject)]));
    }
}
