using System.Diagnostics.Metrics;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>What caches hold and what they do, each by interface; none for interfaces that keep and share nothing.</summary>
internal static class CacheTelemetry
{
    public static void Instrument(Meter meter, Func<SliceContext?> now)
    {
        meter.CreateObservableCounter("holdfast.cache.requests", () => Requests(now()), "{request}", "Requests by what became of them at the cache");
        meter.CreateObservableGauge("holdfast.cache.entries", () => Sizes(now(), static size => size.Entries), "{answer}", "Answers that are kept");
        meter.CreateObservableGauge("holdfast.cache.size", () => Sizes(now(), static size => size.Bytes), "By", "Memory that they take");
        meter.CreateObservableCounter("holdfast.cache.evicted", () => Sizes(now(), static size => size.Evicted), "{answer}", "Answers that went for want of room");
        meter.CreateObservableGauge("holdfast.coalesce.waiting", () => Waiting(now()), "{call}", "Calls that wait for the answer to another");
    }

    private static IEnumerable<Measurement<long>> Requests(SliceContext? context) =>
        from target in Targets(context)
        let state = CacheState.Of(target.State)
        from what in Enum.GetValues<CacheCounts>()
        select new Measurement<long>(state.Read(what), new("interface", target.Name), new("result", Word(what)));

    private static IEnumerable<Measurement<long>> Sizes(SliceContext? context, Func<AnswerStoreSize, long> what) =>
        Targets(context).Select(target => new Measurement<long>(what(CacheState.Of(target.State).Store.Size), new KeyValuePair<string, object?>("interface", target.Name)));

    private static IEnumerable<Measurement<long>> Waiting(SliceContext? context) =>
        Targets(context).Select(static target => new Measurement<long>(CacheState.Of(target.State).Fetches.Waiting, new KeyValuePair<string, object?>("interface", target.Name)));

    private static IEnumerable<InterfaceModel> Targets(SliceContext? context) =>
        context?.Plan.Interfaces.Values.Where(static target => target.State.Has<CacheState>()) ?? [];

    private static string Word(CacheCounts what) => what switch
    {
        CacheCounts.Hit => "hit",
        CacheCounts.Stale => "stale",
        CacheCounts.StaleIfError => "stale-if-error",
        CacheCounts.Confirmed => "confirmed",
        CacheCounts.Miss => "miss",
        CacheCounts.Bypass => "bypass",
        CacheCounts.Coalesced => "coalesced",
        CacheCounts.Refresh => "refresh",
        _ => "stored",
    };
}
