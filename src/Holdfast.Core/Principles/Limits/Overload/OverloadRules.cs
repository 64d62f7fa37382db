using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Limits.Overload;

internal static class OverloadRules
{
    private static readonly string[] Keys = ["start", "max", "min"];

    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, service) in plan.Services)
            if (service.Sections.Get(OverloadPlan.Field) is { } overload) Check(overload, PlanPath.Of("services", name, "overload"), findings);
    }

    private static void Check(OverloadPlan overload, PlanPath path, PlanFindings findings)
    {
        if (overload.Min <= overload.Start && overload.Start <= overload.Max) return;
        var key = Keys.FirstOrDefault(key => findings.IsWritten(path.Key(key))) ?? "start";
        findings.Add(
            OverloadErrors.Bounds, path.Key(key), $"The limit starts at {overload.Start}, and is to be between {overload.Min} and {overload.Max}",
            "Make 'min' at most 'start', and 'start' at most 'max'.");
    }
}
