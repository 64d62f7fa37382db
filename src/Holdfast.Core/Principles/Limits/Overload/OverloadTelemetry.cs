using System.Diagnostics.Metrics;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Limits.Overload;

/// <summary>The limit that was found, who waits, and who is refused; each by service and version.</summary>
internal static class OverloadTelemetry
{
    public static void Instrument(Meter meter, Func<SliceContext?> now)
    {
        meter.CreateObservableGauge("holdfast.overload.limit", () => Gauges(now(), static state => state.Limit.Places), "{attempt}", "Attempts that a version is asked at once at most");
        meter.CreateObservableGauge("holdfast.overload.in_flight", () => Gauges(now(), static state => state.Limit.InFlight), "{attempt}", "Attempts that wait for a version's answer");
        meter.CreateObservableGauge("holdfast.overload.waiting", () => Gauges(now(), static state => state.Waiting.Count), "{call}", "Calls that wait for a place");
        meter.CreateObservableCounter("holdfast.overload.refused", () => Refused(now()), "{call}", "Calls that an overloaded version was not asked");
    }

    private static IEnumerable<Measurement<int>> Gauges(SliceContext? context, Func<OverloadState, int> read) => context is null ? [] :
        OverloadSlice.Gates(context.Plan).Select(found =>
            new Measurement<int>(read(found.Gate.State), new("service", found.Version.Service), new("version", found.Version.Name)));

    /// <summary>A version that is not protected has refused nothing.</summary>
    private static IEnumerable<Measurement<long>> Refused(SliceContext? context) => context is null ? [] :
        from version in context.Plan.Versions
        let state = version.Gates.OfType<OverloadGate>().FirstOrDefault()?.State
        from criticality in Enum.GetValues<Criticality>()
        from reason in Enum.GetValues<OverloadReason>()
        select new Measurement<long>(
            state?.Tallies.Read(criticality, reason) ?? 0, new("service", version.Service), new("version", version.Name),
            new("criticality", CriticalityWords.Of(criticality)), new("reason", reason == OverloadReason.Shed ? "shed" : "no-place"));
}
