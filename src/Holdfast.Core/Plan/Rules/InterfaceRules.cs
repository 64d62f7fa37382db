using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan.Rules;

/// <summary>Interfaces and services find each other.</summary>
internal static class InterfaceRules
{
    public static void Check(HoldfastPlan plan, IReadOnlyList<IPlanSlice> slices, PlanFindings findings)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, one) in plan.Interfaces)
        {
            used.Add(one.Service);
            used.UnionWith(slices.SelectMany(slice => slice.ServicesOf(one)));
            if (plan.Services.TryGetValue(one.Service, out var service))
            {
                CheckHost(name, one, service, findings);
                continue;
            }

            // A service that is written but no good has its own errors.
            if (findings.IsWritten(PlanPath.Of("services", one.Service)))
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

    private static void CheckHost(string name, InterfacePlan one, ServicePlan service, PlanFindings findings)
    {
        var isBounded = one.Match.Hosts.Count > 0 && !one.Match.Hosts.Any(host => host.StartsWith('*'));
        if (one.Host.Kind != HostRewriteKind.Keep || isBounded) return;
        if (service.Versions.Values.SelectMany(version => version.Nodes).Any(node => node.Url.Scheme == Uri.UriSchemeHttps))
        {
            findings.Add(
                RuleErrors.KeptHostOverTls, PlanPath.Of("interfaces", name, "host"),
                $"Any Host is kept, and '{service.Name}' has nodes over TLS", "Name the hosts with 'match.host', or write 'host: node'.");
        }
    }
}
