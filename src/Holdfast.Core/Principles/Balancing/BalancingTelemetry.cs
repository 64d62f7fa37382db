using System.Diagnostics.Metrics;

namespace Holdfast.Core.Principles.Balancing;

/// <summary><c>holdfast.nodes</c> by service, version and state; <c>holdfast.attempts</c> by service, version and outcome.</summary>
internal static class BalancingTelemetry
{
    public static void Instrument(Meter meter, Func<SliceContext?> now)
    {
        meter.CreateObservableGauge("holdfast.nodes", () => Nodes(now()), "{node}", "Nodes by what they count as");
        meter.CreateObservableCounter("holdfast.attempts", () => Attempts(now()), "{attempt}", "Attempts by outcome");
    }

    private static IEnumerable<Measurement<int>> Nodes(SliceContext? context) => context is null ? [] :
        from version in context.Plan.Versions
        from nodes in version.Nodes.GroupBy(static node => node.State.Condition)
        select new Measurement<int>(nodes.Count(), new("service", version.Service), new("version", version.Name), new("state", nodes.Key));

    private static IEnumerable<Measurement<long>> Attempts(SliceContext? context)
    {
        if (context is null) yield break;
        foreach (var version in context.Plan.Versions)
        {
            var counts = version.State.Attempts();
            yield return Measure(counts.Successes, "success");
            yield return Measure(counts.Failures, "failure");
            yield return Measure(counts.Cancelled, "cancelled");

            Measurement<long> Measure(long value, string outcome) =>
                new(value, new("service", version.Service), new("version", version.Name), new("outcome", outcome));
        }
    }
}
