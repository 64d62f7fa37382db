using System.Diagnostics.Metrics;

namespace Holdfast.Core.Principles.Dependencies;

/// <summary><c>holdfast.deadlines.exceeded</c>: attempts that ran out of time, by service and version.</summary>
internal static class DependenciesTelemetry
{
    public static void Instrument(Meter meter, Func<SliceContext?> now) => meter.CreateObservableCounter(
        "holdfast.deadlines.exceeded", () => Measure(now()), "{attempt}", "Attempts that ran out of time before the answer began");

    private static IEnumerable<Measurement<long>> Measure(SliceContext? context) => context is null ? [] :
        context.Plan.Versions.Select(version => new Measurement<long>(
            DependenciesSlice.State(version.State).Exceeded,
            new("service", version.Service), new("version", version.Name)));
}
