using System.Globalization;
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
                "refused_from", "refused_critical", "refused_high", "refused_normal", "refused_sheddable", "usual",
            ],
            [.. context.Plan.Versions.Select(Row)]),
    ]);

    private static object?[] Row(VersionModel version) => version.Gates.OfType<OverloadGate>().FirstOrDefault() is { } gate
        ? Row(version, gate.State)
        : [version.Service, version.Name, "none", .. Enumerable.Repeat<object?>(null, 12)];

    private static object?[] Row(VersionModel version, OverloadState state)
    {
        var shed = state.Level.Machine;
        return
        [
            version.Service, version.Name, State(state), state.Limit.Places, state.Limit.InFlight, state.Waiting.Count, state.Limit.Ratio,
            shed?.Rate, shed?.Arrivals.Sum(), shed is { Cut: < ShedRank.Count } ? CriticalityWords.Of(ShedRank.CriticalityOf((int)shed.Cut)) : null,
            .. Enum.GetValues<Criticality>().Select(criticality => (object?)state.Tallies.Read(criticality)),
            Usual(state),
        ];
    }

    private static string State(OverloadState state) =>
        state.Level.IsOn ? "overloaded" : state.Limit.Machine.Phase == ConcurrencyPhase.Checking ? "checking" : "calm";

    /// <summary>By interface, in milliseconds.</summary>
    private static string Usual(OverloadState state) => string.Join(", ", state.Limit.Tracks
        .Where(static track => track.Value.Base.IsKnown)
        .Select(track => string.Create(CultureInfo.InvariantCulture, $"{track.Key} {state.Limit.Usual(track.Key).TotalMilliseconds:0.#}")));
}
