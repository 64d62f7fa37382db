using Holdfast.Core.Errors;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Balancing.Probing;

namespace Holdfast.Core.Principles.Balancing;

internal static class BalancingRules
{
    public static readonly KnownError ProbeOverlap = new(
        "HF2030", "A probe that outlasts its interval",
        "Probes of one node would overlap, and a hung node would gather them without end.",
        "Make 'timeout' shorter than 'every'.",
        "probe: { path: /healthz, every: 5s, timeout: 1s }");

    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, service) in plan.Services)
        {
            if (service.Sections.Get(HealthPlan.Field).Probe is not { } probe || probe.Timeout < probe.Every)
                continue;
            var path = PlanPath.Of("services", name, "health", "probe");
            findings.Add(
                ProbeOverlap, path.Key("timeout"),
                $"The timeout of {ProbePlan.TimeoutField.Shape.WriteAny(probe.Timeout)} is not shorter than the interval of {ProbePlan.EveryField.Shape.WriteAny(probe.Every)}",
                "Shorten 'timeout' or lengthen 'every'.", path.Key("every"));
        }
    }
}
