using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Limits.Overload.Concurrency;
using Holdfast.Core.Principles.Limits.Overload.Shedding;

namespace Holdfast.Core.Principles.Limits.Overload;

/// <summary>How much each service is asked at once and why, who waits, and who is refused; and what is usual for each interface.</summary>
internal static class OverloadSnapshot
{
    public static Snapshot Take(SliceContext context) => new(OverloadSignals.Slice,
    [
        new SnapshotTable("services",
            [
                "service", "version", "state", "limit", "in_flight", "waiting", "latency_ratio", "served_per_second", "asked_per_second",
                "refused_from", "refused_critical", "refused_high", "refused_normal", "refused_sheddable",
            ],
            [.. OverloadSlice.Gates(context.Plan).Select(static found => Row(found.Version, found.Gate.State))]),
        new SnapshotTable("usual", ["service", "version", "interface", "usual_ms"],
            [.. OverloadSlice.Gates(context.Plan).SelectMany(static found => Usual(found.Version, found.Gate.State))]),
    ]);

    private static object?[] Row(VersionModel version, OverloadState state)
    {
        var shed = state.Level.Machine;
        return
        [
            version.Service, version.Name, State(state), state.Limit.Places, state.Limit.InFlight, state.Waiting.Count, state.Limit.Ratio,
            shed?.Rate, shed?.Arrivals.Sum(), shed is { Cut: < ShedRank.Count } ? CriticalityWords.Of(ShedRank.CriticalityOf((int)shed.Cut)) : null,
            .. Enum.GetValues<Criticality>().Select(criticality => (object?)state.Tallies.Read(criticality)),
        ];
    }

    private static string State(OverloadState state) =>
        state.Level.IsOn ? "overloaded" : state.Limit.Machine.Phase == ConcurrencyPhase.Checking ? "checking" : "calm";

    private static IEnumerable<object?[]> Usual(VersionModel version, OverloadState state) => state.Limit.Tracks
        .Where(static track => track.Value.Base.IsKnown)
        .Select(track => new object?[] { version.Service, version.Name, track.Key, state.Limit.Usual(track.Key).TotalMilliseconds });
}
