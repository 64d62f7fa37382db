namespace Holdfast.Testing.Faults;

/// <summary>A plan that names nodes and nothing else: what is shown with it is what everyone gets.</summary>
/// <remarks>One service and one interface for each name, all with the same nodes, so that what one test did to a service's health is none of another's.</remarks>
public static class FaultPlan
{
    /// <summary>Where the gateway is to run, with the nodes that the zone fault takes.</summary>
    public const string HomeZone = "west";

    /// <summary>Services whose names begin so have three nodes only.</summary>
    public const string OfThree = "three-";

    /// <summary>Services whose names begin so have their nodes in zones.</summary>
    public const string Zoned = "zone";

    /// <summary>The one service that is protected against overload; a second interface to it is critical.</summary>
    public const string Protected = "protected";

    /// <summary>The one service whose nodes are probed: only probes take every node away.</summary>
    public const string Probed = "probed";

    /// <param name="service">More fields of every service, in flow style.</param>
    /// <param name="target">More fields of every interface, in flow style.</param>
    /// <param name="root">One more line of the plan.</param>
    public static string Yaml(int port, IReadOnlyCollection<string> services, IReadOnlyList<FaultNode> nodes, string service = "", string target = "", string root = "")
    {
        List<string> lines =
        [
            "holdfast: 1",
            "owners: [first.owner@example.com, second.owner@example.com]",
            $"zones: [{string.Join(", ", FaultCatalogue.Zones.Distinct())}]",
            $"listeners: {{ plain: {{ address: \"127.0.0.1:{port}\" }} }}",
            root,
            "services:",
        ];
        lines.AddRange(services.Select(name => $"  {name}: {{ versions: {{ v1: {{ nodes: [ {Nodes(name, nodes)} ] }} }}{More(name)}{After(service)} }}"));
        lines.Add("interfaces:");
        lines.AddRange(services.Select(name => $"  {name}: {{ match: {{ path: \"/{name}/{{rest...}}\" }}, service: {name}{After(target)} }}"));
        if (services.Contains(Protected))
            lines.Add($"  {Protected}-critical: {{ match: {{ path: \"/{Protected}/critical/{{rest...}}\" }}, service: {Protected}, criticality: critical }}");
        return string.Join('\n', lines) + "\n";
    }

    private static string More(string service) => service == Protected ? ", overload: {}" :
        service == Probed ? ", health: { probe: { path: /healthz, every: 200ms, timeout: 100ms } }" : "";

    private static string After(string fields) => fields.Length == 0 ? "" : $", {fields}";

    private static string Nodes(string service, IReadOnlyList<FaultNode> nodes)
    {
        var urls = nodes.Select(node => $"\"http://{node.Url.Authority}\"");
        if (service.StartsWith(OfThree, StringComparison.Ordinal))
            urls = urls.Take(3);
        return string.Join(", ", service.StartsWith(Zoned, StringComparison.Ordinal) ? urls.Zip(FaultCatalogue.Zones, (url, zone) => $"{{ url: {url}, zone: {zone} }}") : urls);
    }
}
