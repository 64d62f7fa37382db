using Holdfast.Core.Errors;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Failover;

internal static class FailoverRules
{
    public const int OwnersMin = 2;

    public static readonly KnownError Owners = new(
        "HF2020", "Fewer than two owners",
        "One person who knows an interface is a single point of failure as much as one machine is.",
        "Name a second owner, of the interface or, for all interfaces, at the top of the plan.",
        "owners: [ann@example.com, bob@example.com]");

    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        Hedging.HedgeRules.Check(plan, findings);
        foreach (var (name, owned) in plan.Interfaces)
        {
            var count = owned.Owners.Distinct(StringComparer.OrdinalIgnoreCase).Count();
            if (count >= OwnersMin)
                continue;
            var path = PlanPath.Of("interfaces", name);
            var own = path.Key("owners");
            // The plan's own list was no good: that is one error, not one for every interface.
            if (!findings.IsWritten(own) && findings.CountWritten(PlanPath.Of("owners")) != plan.Owners.Count)
                continue;
            var has = count == 0 ? "no owner" : $"one owner only, {Named(owned.Owners[0])}";
            findings.Add(
                Owners, findings.IsWritten(own) ? own : path, $"The interface has {has}",
                "Name at least two, here or at the top of the plan.");
        }
    }

    private static string Named(string owner) => $"'{Printable.Of(owner)}'";
}
