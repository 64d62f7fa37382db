using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan.Rules;

/// <summary>Versions, nodes and zones.</summary>
internal static class ServiceRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        var zones = plan.Zones.ToHashSet(StringComparer.Ordinal);
        foreach (var (name, service) in plan.Services)
        {
            var path = PlanPath.Of("services", name);
            CheckLive(service, path, findings);
            CheckKeyPair(service.Tls, path.Key("tls"), findings);
            foreach (var (version, made) in service.Versions)
                CheckNodes(made, path.Key("versions").Key(version).Key("nodes"), plan.Zones, zones, findings);
        }
    }

    private static void CheckLive(ServicePlan service, PlanPath path, PlanFindings findings)
    {
        var versions = string.Join(", ", service.Versions.Keys.Take(10));
        if (service.Live.Length == 0)
        {
            findings.Add(
                RuleErrors.NoLive, path, $"The service has {service.Versions.Count} versions ({versions}) and none is live",
                "Name the one that answers with 'live'.");
        }
        else if (!service.Versions.ContainsKey(service.Live))
        {
            findings.Add(
                RuleErrors.UnknownLive, path.Key("live"), $"There is no version '{service.Live}'",
                findings.DidYouMean(service.Live, service.Versions.Keys) + $"The versions are {versions}.");
        }
    }

    private static void CheckKeyPair(UpstreamTlsPlan tls, PlanPath path, PlanFindings findings)
    {
        if (tls.Certificate is null == tls.Key is null)
            return;
        var (has, lacks) = tls.Key is null ? ("certificate", "key") : ("key", "certificate");
        findings.Add(RuleErrors.KeyPair, path.Key(has), $"There is a {has} without a {lacks}", $"Add '{lacks}', or remove '{has}'.");
    }

    private static void CheckNodes(
        VersionPlan version, PlanPath path, IReadOnlyList<string> declared, HashSet<string> zones, PlanFindings findings)
    {
        if (version.Nodes.Count == 0)
            findings.Add(RuleErrors.NoNodes, path, "The version has no nodes", "Give it one, or remove the version.");
        var seen = new Dictionary<Uri, int>(version.Nodes.Count);
        for (var i = 0; i < version.Nodes.Count; i++)
        {
            var node = version.Nodes[i];
            if (!seen.TryAdd(node.Url, i))
            {
                findings.Add(
                    RuleErrors.SameNode, path.Item(i).Key("url"), $"{node.Url.GetLeftPart(UriPartial.Authority)} is in this version twice",
                    "Remove one; to give it more, use 'weight'.", path.Item(seen[node.Url]).Key("url"));
            }

            if (zones.Count > 0 && node.Zone.Length > 0 && !zones.Contains(node.Zone))
            {
                findings.Add(
                    RuleErrors.UnknownZone, path.Item(i).Key("zone"), $"There is no zone '{node.Zone}'",
                    findings.DidYouMean(node.Zone, declared) + "Correct the name, or add it to 'zones'.");
            }
        }
    }
}
