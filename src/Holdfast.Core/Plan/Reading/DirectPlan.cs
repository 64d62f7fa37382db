namespace Holdfast.Core.Plan;

/// <summary>The plan of <c>up --to URL</c>: one service, one interface that answers everything, nothing limited.</summary>
public static class DirectPlan
{
    public const string Service = "backend";
    public const string Interface = "everything";
    private const string Version = "v1";

    /// <summary>Reads the address by the same rule as a node's in a plan.</summary>
    /// <returns>What is wrong with it; null when <paramref name="plan"/> is good.</returns>
    public static Fields.ScalarFault? TryMake(string url, out HoldfastPlan? plan)
    {
        plan = null;
        if (((Fields.ScalarShape<Uri>)Fields.Shapes.NodeUrl).Parse(url, out var node) is { } fault)
            return fault;
        if (Fields.AddressRules.NodeFault(node!, Fields.AddressExceptions.None) is { } forbidden)
            return forbidden;
        plan = Make(node!);
        return null;
    }

    /// <remarks>It has no owners: nobody has written anything that would need one.</remarks>
    public static HoldfastPlan Make(Uri node)
    {
        var nodes = new[] { new NodePlan { Url = node, Zone = "", Weight = 1, Priority = 0 } };
        var server = ServerFields.Default with { BodyBytesMax = null };
        return new HoldfastPlan
        {
            Owners = [],
            Zones = [],
            Listeners = new Dictionary<string, ListenerPlan>(),
            Server = server,
            Services = new Dictionary<string, ServicePlan> { [Service] = MakeService(nodes) },
            Interfaces = new Dictionary<string, InterfacePlan> { [Interface] = MakeInterface() },
        };
    }

    private static ServicePlan MakeService(NodePlan[] nodes) => new()
    {
        Name = Service,
        Versions = new Dictionary<string, VersionPlan> { [Version] = new() { Name = Version, Nodes = nodes } },
        Live = Version,
        Protocol = ServiceFields.Protocol.Default,
        Tls = ServiceFields.Tls.Default,
        ConnectTimeout = ServiceFields.ConnectTimeout.Default,
        Sections = FieldValues.Empty,
    };

    private static InterfacePlan MakeInterface() => new()
    {
        Name = Interface,
        Owners = [],
        Match = new MatchPlan
        {
            Path = "/**",
            Hosts = [],
            Methods = [],
            Headers = MatchFields.Header.Default,
            Query = MatchFields.Query.Default,
        },
        Service = Service,
        Host = InterfaceFields.Host.Default,
        BodyBytesMax = null,
        Sections = FieldValues.Empty,
    };
}
