using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Breakers;
using Holdfast.Core.Principles.Dependencies;
using Holdfast.Core.Principles.Failover;

namespace Holdfast.Core.Plan.Rules;

/// <summary>Calls can be slow before they time out, and keys be read from them. Here because the two belong to different principles.</summary>
internal static class SlowRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, service) in plan.Services)
        {
            if (service.Sections.Get(BreakerPlan.Field) is not { } breaker) continue;
            var path = PlanPath.Of("services", name, "breaker");
            var targets = plan.Interfaces.Values.Where(one => one.Service == name).ToArray();
            foreach (var target in targets) KeyRules.Check(breaker.Per, path.Key("per"), target, findings);
            if (breaker.Slow is not { } slow || targets.Length == 0 || targets.Any(target => Longest(target) > slow)) continue;
            var longest = targets.MaxBy(Longest)!;
            findings.Add(
                BreakerErrors.SlowBeyondTimeout, path.Key("slow"),
                $"An attempt is slow after {Words(slow)}, and no attempt on the service may take longer than {Words(Longest(longest))}",
                "Shorten 'slow', or lengthen what ends the attempt.", PlanPath.Of("interfaces", longest.Name, "timeout"));
        }
    }

    private static TimeSpan Longest(InterfacePlan target)
    {
        var timeout = target.Sections.Get(TimeoutPlan.Timeout);
        return target.Sections.Get(RetryPlan.Field).PerTry is { } perTry && perTry < timeout ? perTry : timeout;
    }

    private static string Words(TimeSpan time) => TimeoutPlan.Timeout.Shape.WriteAny(time);
}
