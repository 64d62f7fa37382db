using Holdfast.Core.Errors;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Rules;

namespace Holdfast.Core.Principles.Balancing.Picking;

internal static class PickingRules
{
    public static readonly KnownError UnusedHash = new(
        "HF2035", "A key that no policy looks at",
        "Requests would be spread as ever, and whoever wrote the key would believe that they are kept together.",
        "Take 'policy: hash', or remove 'hash'.",
        "balance: { policy: hash, hash: { on: \"header:X-User\" } }");

    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, service) in plan.Services)
        {
            if (service.Sections.Get(BalancePlan.Field) is not { Hash: not null, Policy: not BalancePolicy.Hash } balance) continue;
            var path = PlanPath.Of("services", name, "balance");
            findings.Add(
                UnusedHash, path.Key("hash"), $"The policy is {BalancePlan.PolicyField.Shape.WriteAny(balance.Policy)}, which has no use for 'hash'",
                "Write 'policy: hash', or remove 'hash'.", path.Key("policy"));
        }

        foreach (var target in plan.Interfaces.Values)
        {
            if (!plan.Services.TryGetValue(target.Service, out var service)) continue;
            var path = PlanPath.Of("services", service.Name, "balance").Key("hash").Key("on");
            KeyRules.Check(service.Sections.Get(BalancePlan.Field).Hash?.On, path, target, findings);
        }
    }
}
