using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Rules;
using Holdfast.Core.Principles.Balancing.Picking;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

internal static class HotKeysRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, target) in plan.Interfaces)
        {
            if (target.Sections.Get(HotKeysPlan.Field) is not { } watch) continue;
            var path = PlanPath.Of("interfaces", name, "hot-keys");
            CheckBounds(watch, path, findings);
            KeyRules.Check(watch.Key, path.Key("key"), target, findings);
            if (plan.Services.TryGetValue(target.Service, out var service)) CheckSpread(watch, path, service, findings);
        }
    }

    private static void CheckBounds(HotKeysPlan watch, PlanPath path, PlanFindings findings)
    {
        if (watch is { Rate: null, Share: null })
            findings.Add(HotKeysErrors.NeverHot, path, "Neither 'rate' nor 'share' says when a key is hot", "Give it one of them, or remove it.");
        // In a steady state a key's count is between one and two windows of its calls.
        if (watch.Rate is not { } rate || watch.CallsMin <= 2 * rate.PerSecond * watch.Window.TotalSeconds) return;
        findings.Add(
            HotKeysErrors.MinimumBeyondRate, path.Key(findings.IsWritten(path.Key("minimum-calls")) ? "minimum-calls" : "rate"),
            $"{HotKeysFields.Rate.Shape.WriteAny(rate)} is at most {(int)(2 * rate.PerSecond * watch.Window.TotalSeconds)} calls in the window, and {watch.CallsMin} are asked for",
            "Lower 'minimum-calls', raise 'rate', or lengthen 'window'.");
    }

    private static void CheckSpread(HotKeysPlan watch, PlanPath path, ServicePlan service, PlanFindings findings)
    {
        if (watch.Spread is not { } spread) return;
        var balance = service.Sections.Get(BalancePlan.Field);
        if (balance is { Sticky: null, Policy: not BalancePolicy.Hash })
        {
            findings.Add(
                HotKeysErrors.SpreadAnyway, path.Key("spread"),
                $"The policy of '{service.Name}' is {BalancePlan.PolicyField.Shape.WriteAny(balance.Policy)}, which spreads all calls",
                "Remove 'spread', or keep calls at one node first.", PlanPath.Of("services", service.Name, "balance"));
        }

        // A name may stand for any number of addresses.
        if (!service.Versions.TryGetValue(service.Live, out var live) || live.Nodes.Count >= spread) return;
        if (live.Nodes.Any(static node => node.Url is { HostNameType: UriHostNameType.Dns, IsLoopback: false })) return;
        findings.Add(
            HotKeysErrors.SpreadTooWide, path.Key("spread"), $"'{service.Live}' of '{service.Name}' has {live.Nodes.Count} nodes",
            "Lower 'spread', or add nodes.", PlanPath.Of("services", service.Name, "versions").Key(service.Live).Key("nodes"));
    }
}
