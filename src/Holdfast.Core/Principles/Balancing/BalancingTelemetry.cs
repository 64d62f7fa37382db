using System.Diagnostics.Metrics;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Ejecting;

namespace Holdfast.Core.Principles.Balancing;

/// <summary>Nodes by state, attempts by outcome, ejections by reason, probes by result, and panic; each by service and version.</summary>
internal static class BalancingTelemetry
{
    public static void Instrument(Meter meter, Func<SliceContext?> now)
    {
        meter.CreateObservableGauge("holdfast.nodes", () => Nodes(now()), "{node}", "Nodes by what they count as");
        meter.CreateObservableCounter("holdfast.attempts", () => Attempts(now()), "{attempt}", "Attempts by outcome");
        meter.CreateObservableCounter("holdfast.ejections", () => Ejections(now()), "{ejection}", "Ejections by reason");
        meter.CreateObservableCounter("holdfast.probes", () => Probes(now()), "{probe}", "Probes by result");
        meter.CreateObservableGauge("holdfast.panic", () => Panic(now()), "{version}", "Versions whose calls go to withheld nodes");
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

    private static IEnumerable<Measurement<long>> Ejections(SliceContext? context) => context is null ? [] :
        from version in context.Plan.Versions
        from reason in Enum.GetValues<EjectReason>()
        select Measure(version, BalancingSlice.Gate(version.State).Ejections(reason), "reason", Word(reason));

    private static IEnumerable<Measurement<long>> Probes(SliceContext? context)
    {
        if (context is null) yield break;
        foreach (var version in context.Plan.Versions)
        {
            var probes = BalancingSlice.Probes(version.State);
            yield return Measure(version, probes.Passed, "result", "passed");
            yield return Measure(version, probes.Failed, "result", "failed");
        }
    }

    private static IEnumerable<Measurement<int>> Panic(SliceContext? context) => context is null ? [] :
        context.Plan.Versions.Select(static version => new Measurement<int>(
            version.State.Panic.Phase == PanicPhase.Calm ? 0 : 1, new("service", version.Service), new("version", version.Name)));

    private static Measurement<long> Measure(VersionModel version, long value, string tag, string word) =>
        new(value, new("service", version.Service), new("version", version.Name), new(tag, word));

    private static string Word(EjectReason reason) => reason switch
    {
        EjectReason.FailuresInARow => "failures-in-a-row",
        EjectReason.FailureRatio => "failure-ratio",
        _ => "slow",
    };
}
