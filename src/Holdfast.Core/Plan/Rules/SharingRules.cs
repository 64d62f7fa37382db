using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Degradation.Caching;
using Holdfast.Core.Principles.Dependencies;

namespace Holdfast.Core.Plan.Rules;

/// <summary>Who waits for another's answer can do so before its own time is over. Here because the two belong to different principles.</summary>
internal static class SharingRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, target) in plan.Interfaces)
        {
            var path = PlanPath.Of("interfaces", name);
            if (target.Sections.Get(CachePlan.Field) is { } cache)
            {
                KeyRules.Check(cache.Per, path.Key("cache").Key("per"), target, findings);
                KeyRules.Check(cache.VaryBy, path.Key("cache").Key("vary-by"), target, findings);
            }

            var timeout = target.Sections.Get(TimeoutPlan.Timeout);
            if (target.Sections.Get(CoalescePlan.Field)?.LeaderTimeout is not { } leader || leader < timeout) continue;
            findings.Add(
                CacheErrors.LeaderBeyondTimeout, path.Key("coalesce").Key("leader-timeout"),
                $"A second request is made after {Words(leader)}, and a call takes {Words(timeout)} at the most", "Shorten it, or lengthen 'timeout'.", path.Key("timeout"));
        }
    }

    private static string Words(TimeSpan time) => TimeoutPlan.Timeout.Shape.WriteAny(time);
}
