namespace Holdfast.Core.Principles.Failover;

/// <summary>Where the traffic of each version may go now, and how often calls had to go elsewhere.</summary>
internal static class FailoverSnapshot
{
    public static Snapshot Take(string slice, SliceContext context) => new(slice,
    [
        new SnapshotTable("groups", ["service", "version", "group", "share_ratio", "usable_nodes"], [.. Groups(context)]),
        new SnapshotTable("retries", ["interface", "attempts_max", "retries", "hedges", "hedges_over_limit", "late_after_ms", "hedge_after_ms"], [.. Retries(context)]),
    ]);

    private static IEnumerable<object?[]> Groups(SliceContext context) =>
        from version in context.Plan.Versions
        from entry in version.Candidates.Current.Groups.Index()
        select new object?[] { version.Service, version.Name, entry.Index, entry.Item.Share, entry.Item.Nodes.Count };

    private static IEnumerable<object?[]> Retries(SliceContext context) =>
        from target in context.Plan.Interfaces.Values
        let plan = target.Plan.Sections.Get(RetryPlan.Field)
        select new object?[] { target.Name, plan.Attempts, FailoverSlice.State(target.State).Retries,
            FailoverSlice.State(target.State).Hedges, FailoverSlice.State(target.State).Hedging.Refused,
            Milliseconds(target.Retry.LateAfter), Milliseconds(target.Retry.HedgeAfter),
        };

    private static double? Milliseconds(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? null : time.TotalMilliseconds;
}
