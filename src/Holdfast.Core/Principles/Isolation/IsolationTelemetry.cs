using System.Diagnostics.Metrics;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>Pools of interfaces, versions and connections: how full, how long the queue, what was refused. Nodes are in the snapshot.</summary>
internal static class IsolationTelemetry
{
    public static void Instrument(Meter meter, Func<SliceContext?> now)
    {
        meter.CreateObservableGauge("holdfast.pool.in_flight", () => Read(now(), static pool => pool.Counts.Total), "{call}", "Calls inside pools now");
        meter.CreateObservableGauge("holdfast.pool.limit", () => Read(now(), static pool => pool.Shape.Capacity), "{call}", "Calls that pools hold at the most");
        meter.CreateObservableGauge("holdfast.pool.queued", () => Read(now(), static pool => pool.Waiting), "{call}", "Calls that wait for a place now");
        meter.CreateObservableGauge(
            "holdfast.pool.borrowed", () => Read(now(), static pool => PoolMachine.Lent(pool.Shape, pool.Counts)), "{call}", "Guaranteed places that others use now");
        meter.CreateObservableCounter("holdfast.pool.waits", () => Count(now(), static reading => reading.Queued), "{call}", "Calls that had to wait for a place");
        meter.CreateObservableCounter("holdfast.pool.filled", () => Filled(now()), "{time}", "How often pools began to turn calls away");
        meter.CreateObservableCounter("holdfast.pool.refused", () => Refused(now()), "{call}", "Calls that pools refused, or would have");
    }

    private static IEnumerable<Measurement<int>> Read(SliceContext? context, Func<CallPool, int> read) =>
        Sites(context).Select(site => new Measurement<int>(read(site.Pool), Tags(site)));

    private static IEnumerable<Measurement<long>> Count(SliceContext? context, Func<PoolReading, long> read) =>
        Sites(context).Select(site => new Measurement<long>(read(site.Pool.Tallies.Read()), Tags(site)));

    /// <summary>Nodes are too many to measure one by one, and what one refuses another may take.</summary>
    private static IEnumerable<PoolSite> Sites(SliceContext? context) =>
        context is null ? [] : PoolSites.Of(context.Plan).Where(static site => site.Node.Length == 0);

    /// <summary>Those of a version's nodes together.</summary>
    private static IEnumerable<Measurement<long>> Filled(SliceContext? context) => context is null ? [] : PoolSites.Of(context.Plan)
        .GroupBy(static site => site with { Node = "", Pool = null!, Places = null, Partitions = [] })
        .Select(static sites => new Measurement<long>(sites.Sum(static site => site.Pool.Tallies.Alarm.Filled), Tags(sites.Key)));

    /// <summary>What has no pool has refused nothing.</summary>
    private static IEnumerable<Measurement<long>> Refused(SliceContext? context)
    {
        if (context is null) yield break;
        foreach (var target in context.Plan.Interfaces.Values.Where(static target => !PoolSites.Of(target).Any()))
            yield return new(0, new("pool", "interface"), new("interface", target.Name), new("service", ""), new("version", ""), new("reason", "full"));
        foreach (var site in Sites(context))
        {
            var done = site.Pool.Tallies.Read();
            yield return new(done.Refused, [.. Tags(site), new("reason", "full")]);
            yield return new(done.TimedOut, [.. Tags(site), new("reason", "wait-over")]);
            yield return new(done.Observed, [.. Tags(site), new("reason", "observed")]);
        }
    }

    private static KeyValuePair<string, object?>[] Tags(PoolSite site) =>
        [new("pool", site.Kind), new("interface", site.Interface), new("service", site.Service), new("version", site.Version)];
}
