using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Telemetry;

/// <summary>Makes the report of a runtime.</summary>
public static class StatusReporter
{
    /// <summary>Signals in a report; the others are at <c>/api/signals</c>.</summary>
    public const int SignalsMax = 20;

    private const double Median = 0.5;
    private const double Slowest = 0.99;

    public static StatusReport Report(HoldfastRuntime runtime, bool isReady)
    {
        var plan = runtime.Plan;
        var sampler = runtime.Sampler;
        var interfaces = plan is null ? [] : plan.Interfaces.Values.Select(target => Interface(target, runtime)).ToArray();
        var nodes = new NodeReporter(runtime);
        var unmatched = sampler.Unmatched();
        return new StatusReport(
            runtime.Time.GetUtcNow(),
            isReady,
            runtime.Uptime.TotalSeconds,
            StatusSampler.WindowSeconds,
            plan is null ? null : Revision(plan.Revision),
            runtime.RefusedPlan,
            Rate(unmatched.Counts.Total, unmatched.Over),
            [.. interfaces.OrderByDescending(Pain).ThenByDescending(static i => i.CallsPerSecond).ThenBy(static i => i.Name)],
            plan is null ? [] : [.. plan.Services.Values.OrderBy(static s => s.Name).Select(service => Service(service, nodes, runtime.Retries.OverBudget(service.Name)))],
            [.. runtime.Signals.Kept().Reverse().Take(SignalsMax)]);
    }

    /// <summary>How many callers a second are not served; a failure hurts before a refusal does, for nobody decided it.</summary>
    private static (double Failed, double Refused) Pain(InterfaceStatus target) =>
        (target.CallsPerSecond * (target.FailureRatio ?? 0), target.CallsPerSecond * (target.RefusedRatio ?? 0));

    private static RevisionStatus Revision(Revision revision) =>
        new(revision.Number, revision.Name, revision.Digest, revision.PublishedAt);

    private static InterfaceStatus Interface(InterfaceModel target, HoldfastRuntime runtime)
    {
        var (retries, hedges) = runtime.Retries.Extra(target.State);
        var (counts, over) = runtime.Sampler.Window(target.State);
        var counted = counts.Total - counts.Cancelled;
        var answered = counts.Successes + counts.Failures;
        return new InterfaceStatus(
            target.Name,
            target.Service.Name,
            Rate(counts.Total, over),
            Ratio(counts.Failures, counted),
            Ratio(counts.Refused, counted),
            answered == 0 ? null : counts.Quantile(Median).TotalSeconds,
            answered == 0 ? null : counts.Quantile(Slowest).TotalSeconds,
            target.State.InFlight)
        {
            RetriesPerSecond = retries,
            HedgesPerSecond = hedges,
        };
    }

    private static ServiceStatus Service(ServiceModel service, NodeReporter nodes, double overBudget) => new(
        service.Name,
        service.Live.Name,
        [
            .. service.Versions.Values.OrderBy(static v => v.Name).Select(version => new VersionStatus(
                version.Name, version == service.Live, [.. version.Nodes.Select(node => nodes.Report(service, version, node))])
            {
                Panic = version.State.Panic.Word,
            }),
        ])
    {
        OverBudgetPerSecond = overBudget,
    };

    private static double Rate(long count, TimeSpan over) => count / over.TotalSeconds;

    private static double? Ratio(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
