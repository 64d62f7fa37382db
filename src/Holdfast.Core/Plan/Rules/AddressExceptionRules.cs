using System.Net;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan.Rules;

/// <summary>Nodes where no traffic may go, and the exceptions that a service makes: each as narrow as it can be.</summary>
internal static class AddressExceptionRules
{
    private const string Allow = "allow-addresses";

    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, service) in plan.Services)
        {
            var path = PlanPath.Of("services", name);
            CheckExceptions(service.AddressExceptions.Networks, path.Key(Allow), findings);
            foreach (var (version, made) in service.Versions)
            {
                for (var i = 0; i < made.Nodes.Count; i++)
                {
                    if (AddressRules.NodeFault(made.Nodes[i].Url, service.AddressExceptions) is { } fault)
                        findings.Add(fault.Known, path.Key("versions").Key(version).Key("nodes").Item(i).Key("url"), fault.Message, fault.Advice);
                }
            }
        }
    }

    private static void CheckExceptions(IReadOnlyList<string> networks, PlanPath path, PlanFindings findings)
    {
        for (var i = 0; i < networks.Count; i++)
        {
            if (AddressRules.WhyNoException(IPNetwork.Parse(networks[i])) is { } why)
                findings.Add(RuleErrors.NoException, path.Item(i), $"{networks[i]} {why}", $"Name the addresses of the nodes alone, or remove '{Allow}'.");
        }
    }
}
