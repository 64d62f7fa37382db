using System.Diagnostics.Metrics;

namespace Holdfast.Core.Principles.Failover;

/// <summary><c>holdfast.retries</c>: attempts made because one before found no connection, by interface.</summary>
internal static class FailoverTelemetry
{
    public static void Instrument(Meter meter, Func<SliceContext?> now) =>
        meter.CreateObservableCounter("holdfast.retries", () => Measure(now()), "{attempt}", "Attempts that followed a failed one");

    private static IEnumerable<Measurement<long>> Measure(SliceContext? context) => context is null ? [] :
        context.Plan.Interfaces.Values.Select(target => new Measurement<long>(
            FailoverSlice.State(target.State).Retries, new KeyValuePair<string, object?>("interface", target.Name)));
}
