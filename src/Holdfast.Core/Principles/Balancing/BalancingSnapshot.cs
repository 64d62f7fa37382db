using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Ejecting;
using Holdfast.Core.Principles.Balancing.Picking;

namespace Holdfast.Core.Principles.Balancing;

/// <summary>Every version and every node: whether it gets traffic, why not, since and until when.</summary>
internal static class BalancingSnapshot
{
    public static Snapshot Take(string slice, SliceContext context) => new(slice,
    [
        new SnapshotTable("versions",
            ["service", "version", "nodes", "usable", "ejected", "panic", "ejections", "probes_passed", "probes_failed"],
            [.. context.Plan.Versions.Select(Version)]),
        new SnapshotTable("nodes",
            ["service", "version", "node", "zone", "weight", "state", "since", "reason", "in_flight", "failures_in_a_row", "ejections", "until", "check", "share_ratio", "ramp_ratio", "trust_ratio", "ewma_ms"],
            [.. Nodes(context)]),
    ]);

    private static object?[] Version(VersionModel version) =>
    [
        version.Service, version.Name, version.Nodes.Count, version.Nodes.Count(static node => node.State.IsUsable),
        version.Nodes.Count(static node => IsEjected(node.State)), version.State.Panic.Word,
        Enum.GetValues<EjectReason>().Sum(BalancingSlice.Gate(version.State).Ejections),
        BalancingSlice.Probes(version.State).Passed, BalancingSlice.Probes(version.State).Failed,
    ];

    private static IEnumerable<object?[]> Nodes(SliceContext context) =>
        from version in context.Plan.Versions
        let shares = NodeShares.Of(version)
        from node in version.Nodes
        let availability = node.State.Availability
        let eject = BalancingSlice.Eject(node.State)
        select new object?[]
        {
            version.Service, version.Name, node.Address, node.Plan.Zone, node.Plan.Weight, node.State.ConditionOf(availability),
            availability.Since, availability.Reason, node.State.InFlight, eject.FailuresInARow, eject.Machine.Ejections,
            IsEjected(node.State) ? eject.UntilBy(context.State.Time) : null, IsEjected(node.State) ? (eject.IsCheckFailing ? "failing" : "passing") : "",
            shares.GetValueOrDefault(node), version.Picker.Readiness(node),
            NodeDoubt.Trust(node.State, context.State.Time, context.State.Time.GetTimestamp()), LoadState.Of(node.State).Latency?.TotalMilliseconds,
        };

    private static bool IsEjected(NodeState node) => (node.Withheld & Withheld.Ejected) != Withheld.None;
}
