using System.Globalization;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan.Rules;

/// <summary>Listeners do not take each other's address.</summary>
internal static class ListenerRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        var ports = new Dictionary<int, TakenPort>();
        foreach (var (name, listener) in plan.Listeners)
        {
            var colon = listener.Address.LastIndexOf(':');
            var port = int.Parse(listener.Address.AsSpan(colon + 1), CultureInfo.InvariantCulture);
            // Port 0 is a free one each time.
            if (port == 0) continue;
            if (!ports.TryGetValue(port, out var taken)) ports.Add(port, taken = new TakenPort());
            if (taken.Take(listener.Address[..colon], name) is not { } other) continue;
            findings.Add(
                RuleErrors.SameAddress, PlanPath.Of("listeners", name, "address"),
                $"{listener.Address} is taken by the listener '{other}'", "Give each its own port or address.",
                PlanPath.Of("listeners", other, "address"));
        }
    }
}
