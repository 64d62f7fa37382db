using System.Diagnostics.Metrics;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>Hot keys, calls for them, and how often keys became hot; each by interface, never by key.</summary>
internal static class HotKeysTelemetry
{
    public static void Instrument(Meter meter, Func<SliceContext?> now)
    {
        meter.CreateObservableGauge("holdfast.hot_keys", () => Hot(now()), "{key}", "Keys that are hot");
        meter.CreateObservableCounter("holdfast.hot_keys.calls", () => Count(now(), static state => state.HotCalls), "{call}", "Calls for hot keys");
        meter.CreateObservableCounter("holdfast.hot_keys.entered", () => Count(now(), static state => state.Entered), "{key}", "How often a key became hot");
    }

    private static IEnumerable<Measurement<int>> Hot(SliceContext? context) => context is null ? [] :
        from target in context.Plan.Interfaces.Values
        let stage = HotKeysSlice.Stage(target)
        select new Measurement<int>(stage?.State.Read(context.State.Time.GetTimestamp(), stage.Watch).Count ?? 0, new KeyValuePair<string, object?>("interface", target.Name));

    private static IEnumerable<Measurement<long>> Count(SliceContext? context, Func<HotKeysState, long> value) => context is null ? [] :
        from target in context.Plan.Interfaces.Values
        let stage = HotKeysSlice.Stage(target)
        select new Measurement<long>(stage is null ? 0 : value(stage.State), new KeyValuePair<string, object?>("interface", target.Name));
}
