using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>What is kept for each interface, and how often it was of use. Interfaces that keep and share nothing are not counted for.</summary>
internal static class CacheSnapshot
{
    private static readonly string[] Columns =
    [
        "interface", "entries", "bytes", "evicted", "hit_ratio", "hits", "stale", "stale_if_error", "confirmed", "misses", "bypassed", "coalesced", "refreshes",
        "fetching", "waiting",
    ];

    public static SnapshotTable Take(SliceContext context) => new("caches", Columns, [.. context.Plan.Interfaces.Values.Select(Row)]);

    /// <summary>Hits are what the service was not asked for.</summary>
    public static double? HitRatio(CacheState state)
    {
        var spared = state.Read(CacheCounts.Hit) + state.Read(CacheCounts.Stale) + state.Read(CacheCounts.Coalesced);
        var all = state.Read(CacheCounts.Hit) + state.Read(CacheCounts.Stale) + state.Read(CacheCounts.Miss);
        return all == 0 ? null : (double)spared / all;
    }

    private static IReadOnlyList<object?> Row(InterfaceModel target)
    {
        if (!target.State.Has<CacheState>()) return [target.Name, .. Enumerable.Repeat<object?>(null, Columns.Length - 1)];
        var state = CacheState.Of(target.State);
        var size = state.Store.Size;
        return
        [
            target.Name, size.Entries, size.Bytes, size.Evicted, HitRatio(state), state.Read(CacheCounts.Hit), state.Read(CacheCounts.Stale),
            state.Read(CacheCounts.StaleIfError), state.Read(CacheCounts.Confirmed), state.Read(CacheCounts.Miss), state.Read(CacheCounts.Bypass),
            state.Read(CacheCounts.Coalesced), state.Read(CacheCounts.Refresh), state.Fetches.Count, state.Fetches.Waiting,
        ];
    }
}
