using Holdfast.Core.Layers;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Breakers.Manual;

/// <summary>Breakers that degradation plans have open. What follows is the ramp, as after an operator's word.</summary>
internal static class BreakerLayers
{
    public static IReadOnlyList<LayerFault> Lay(IReadOnlyList<Layer> layers, SliceContext context)
    {
        var now = context.State.Time.GetTimestamp();
        // It is open for as long as any of them says so.
        var open = layers.GroupBy(static layer => layer.Target, StringComparer.Ordinal)
            .ToDictionary(static same => same.Key, static same => same.MaxBy(static layer => layer.Until)!, StringComparer.Ordinal);
        foreach (var (version, _, seat) in BreakersSlice.Seats(context.Plan))
        {
            var isMeant = open.TryGetValue(version.Service, out var layer) && ReferenceEquals(version, context.Plan.Services[version.Service].Live);
            if (isMeant) Open(seat, layer!, context.State.Time, now);
            else if (seat.Set.Laid is not null) Close(seat, now);
        }

        return [.. layers.Where(layer => !HasOne(layer.Target, context.Plan)).Select(static layer => new LayerFault(layer.Rule, $"service '{layer.Target}' has no breaker"))];
    }

    public static IEnumerable<Layer> Laid(SliceContext context) =>
        BreakersSlice.Seats(context.Plan).Select(static found => found.Seat.Set.Laid?.Layer).OfType<Layer>();

    private static void Open(BreakerSeat seat, Layer layer, TimeProvider time, long now)
    {
        var isNew = seat.Set.Laid is null || seat.Set.Laid.Until != layer.Until;
        seat.Set.Laid = new BreakerOrder(BreakerMode.ForcedOpen, layer.Order, layer.Order.Since ?? time.GetUtcNow(), layer.Until)
        {
            Layer = layer,
            Refusal = new Refusal(BreakerErrors.ForcedOpen, "breaker-forced-open", Position.Breaker, layer.Rule),
        };
        if (isNew && seat.Set.HandAt(now) is null) seat.Set.Open(seat.Site, now, layer.Until);
    }

    /// <summary>It goes on with trials, at once; what ended by its own time has begun with them then.</summary>
    private static void Close(BreakerSeat seat, long now)
    {
        var isOver = now >= seat.Set.Laid!.Until;
        seat.Set.Laid = null;
        if (!isOver && seat.Set.HandAt(now) is null) seat.Set.Open(seat.Site, now, until: now);
    }

    private static bool HasOne(string service, PlanModel plan) => plan.Services.TryGetValue(service, out var found) && BreakersSlice.Gate(found.Live) is not null;
}
