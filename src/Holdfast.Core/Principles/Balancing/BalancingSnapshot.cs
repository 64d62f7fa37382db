namespace Holdfast.Core.Principles.Balancing;

/// <summary>Every node: whether it gets traffic, why not and since when.</summary>
internal static class BalancingSnapshot
{
    public static Snapshot Take(string slice, SliceContext context) => new(slice,
    [
        new SnapshotTable("nodes",
            ["service", "version", "node", "zone", "weight", "state", "since", "reason", "in_flight", "failures_in_a_row"],
            [.. Nodes(context)]),
    ]);

    private static IEnumerable<object?[]> Nodes(SliceContext context) =>
        from version in context.Plan.Versions
        from node in version.Nodes
        let availability = node.State.Availability
        select new object?[]
        {
            version.Service, version.Name, node.Address, node.Plan.Zone, node.Plan.Weight, node.State.ConditionOf(availability),
            availability.Since, availability.Reason, node.State.InFlight,
            BalancingSlice.Eject(node.State).FailuresInARow,
        };
}
