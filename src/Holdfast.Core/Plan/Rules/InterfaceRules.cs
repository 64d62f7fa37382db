using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan.Rules;

/// <summary>Interfaces and services find each other.</summary>
internal static class InterfaceRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, one) in plan.Interfaces)
        {
            used.Add(one.Service);
            // A service that is written but no good has its own errors.
            if (plan.Services.ContainsKey(one.Service) || findings.IsWritten(PlanPath.Of("services", one.Service)))
                continue;
            findings.Add(
                RuleErrors.UnknownService, PlanPath.Of("interfaces", name, "service"), $"There is no service '{one.Service}'",
                findings.DidYouMean(one.Service, plan.Services.Keys) + "Correct the name, or declare the service.");
        }

        // An interface that could not be read may be the one that uses it.
        if (plan.Interfaces.Count < findings.CountWritten(PlanPath.Of("interfaces")))
            return;
        foreach (var name in plan.Services.Keys.Where(name => !used.Contains(name)))
        {
            findings.Add(
                RuleErrors.UnusedService, PlanPath.Of("services", name), $"No interface uses the service '{name}'",
                "Use it in an interface, or remove it.");
        }
    }
}
