using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Balancing.HotKeys;
using Holdfast.Core.Principles.Degradation.Caching;
using Holdfast.Core.Principles.Limits;

namespace Holdfast.Core.Plan.Rules;

/// <summary>What is for hot keys alone stands where somebody looks for them. Here because the two belong to different principles.</summary>
internal static class HotRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, one) in plan.Interfaces)
        {
            var path = PlanPath.Of("interfaces", name);
            Check(one.Sections.Get(LimitPlan.Field), IsWatched(one), path, findings);
            if (IsWatched(one)) continue;
            if (one.Sections.Get(CachePlan.Field) is { OnlyHot: true }) Add("cache");
            if (one.Sections.Get(CoalescePlan.Field) is { OnlyHot: true }) Add("coalesce");

            void Add(string key) => findings.Add(
                CacheErrors.NobodyLooks, path.Key(key).Key("only"), $"'{key}' is for what is hot, and nobody looks for that", "Add 'hot-keys' to the interface.");
        }

        foreach (var (name, service) in plan.Services)
            Check(service.Sections.Get(LimitPlan.Field), plan.Interfaces.Values.Any(one => one.Service == name && IsWatched(one)), PlanPath.Of("services", name), findings);
    }

    private static void Check(IReadOnlyList<LimitPlan> limits, bool isWatched, PlanPath path, PlanFindings findings)
    {
        var at = path.Key("limit");
        for (var i = 0; i < limits.Count; i++)
        {
            if (!limits[i].OnlyHot || isWatched) continue;
            findings.Add(
                LimitErrors.NobodyLooks, (findings.IsWritten(at.Item(0)) ? at.Item(i) : at).Key("only"),
                "The limit is for what is hot, and nobody looks for that", "Add 'hot-keys' to the interface.");
        }
    }

    private static bool IsWatched(InterfacePlan one) => one.Sections.Get(HotKeysPlan.Field) is not null;
}
