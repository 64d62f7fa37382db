using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>Every pool with its partitions and its busiest keys, and every interface and version that has none.</summary>
internal static class IsolationSnapshot
{
    private const int KeysShownMax = 20;
    private const int KeyCharsMax = 64;

    public static Snapshot Take(string slice, SliceContext context) => new(slice,
    [
        new SnapshotTable("pools",
            [
                "kind", "interface", "service", "version", "node", "key", "partition", "in_flight", "limit", "guaranteed", "borrowed", "queued",
                "had_to_wait", "refused", "timed_out", "caller_gone", "would_refuse", "keys", "keys_forgotten",
            ],
            [.. Rows(context)]),
    ]);

    private static IEnumerable<object?[]> Rows(SliceContext context)
    {
        foreach (var row in PoolSites.Of(context.Plan).SelectMany(Rows)) yield return row;
        foreach (var target in context.Plan.Interfaces.Values.Where(static target => !PoolSites.Of(target).Any()))
            yield return ["none", target.Name, "", "", "", .. Enumerable.Repeat<object?>(null, 14)];
        foreach (var version in context.Plan.Versions.Where(static version => !PoolSites.Of(version).Any()))
            yield return ["none", "", version.Service, version.Name, "", .. Enumerable.Repeat<object?>(null, 14)];
    }

    private static IEnumerable<object?[]> Rows(PoolSite site)
    {
        var (pool, shape, counts) = (site.Pool, site.Pool.Shape, site.Pool.Counts);
        var done = pool.Tallies.Read();
        var keys = site.Places?.Keys;
        yield return
        [
            .. Whose(site), null, null, counts.Total, shape.Capacity, null, PoolMachine.Lent(shape, counts), pool.Waiting,
            done.Queued, done.Refused, done.TimedOut, done.CallerGone, done.Observed, keys?.Count, keys?.Forgotten,
        ];
        for (var slot = 0; slot < site.Partitions.Count; slot++)
        {
            var guaranteed = shape.Share(slot).Guaranteed;
            yield return
            [
                .. Whose(site), null, slot == 0 ? "(none)" : site.Partitions[slot], counts[slot], shape.Capacity, guaranteed,
                slot == 0 ? null : Math.Max(0, counts[slot] - guaranteed), pool.WaitingIn(slot), .. Enumerable.Repeat<object?>(null, 7),
            ];
        }

        foreach (var one in (keys?.All ?? []).Where(static one => one.Pool.Counts.Total > 0).OrderByDescending(static one => one.Pool.Counts.Total).Take(KeysShownMax))
        {
            yield return
            [
                .. Whose(site), Printable.Of(one.Key, KeyCharsMax), null, one.Pool.Counts.Total, one.Pool.Shape.Capacity, null, null, one.Pool.Waiting,
                .. Enumerable.Repeat<object?>(null, 7),
            ];
        }
    }

    private static object?[] Whose(PoolSite site) => [site.Kind, site.Interface, site.Service, site.Version, site.Node];
}
