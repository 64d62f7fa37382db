using Holdfast.Testing.Processes;

namespace Holdfast.Testing;

/// <summary>A plan for a test: one service and one interface that takes everything, unless the test says otherwise.</summary>
public sealed record PlanText
{
    /// <summary>Cleartext port.</summary>
    public int Port { get; init; } = Ports.Free();

    public int? TlsPort { get; init; }

    public IssuedCertificate? Certificate { get; init; }

    public IReadOnlyList<Uri> Nodes { get; init; } = [];

    /// <summary>Fields of <c>server:</c>, in flow style.</summary>
    public string Server { get; init; } = "";

    /// <summary>More sections of the plan itself, each a line of block style.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    /// <summary>More fields of the service, in flow style.</summary>
    public string Service { get; init; } = "";

    /// <summary>More fields of the interface, in flow style.</summary>
    public string Interface { get; init; } = "";

    /// <summary>More services, each a line of block style.</summary>
    public IReadOnlyList<string> MoreServices { get; init; } = [];

    /// <summary>Replaces the interface that takes everything; each a line of block style.</summary>
    public IReadOnlyList<string> Interfaces { get; init; } = [];

    public static string Quote(IEnumerable<Uri> nodes) =>
        string.Join(", ", nodes.Select(node => $"\"{node.GetLeftPart(UriPartial.Authority)}\""));

    public string Yaml()
    {
        List<string> lines = ["holdfast: 1", "owners: [first.owner@example.com, second.owner@example.com]", "listeners:"];
        lines.Add($"  plain: {{ address: \"127.0.0.1:{Port}\" }}");
        if (TlsPort is not null)
            lines.Add($"  tls: {{ address: \"127.0.0.1:{TlsPort}\", tls: {{ certificate: \"{Certificate!.CertificatePath}\", key: \"{Certificate.KeyPath}\" }} }}");
        if (Server.Length > 0)
            lines.Add($"server: {{ {Server} }}");
        lines.AddRange(Sections);
        lines.Add("services:");
        lines.Add($"  origin: {{ versions: {{ v1: {{ nodes: [ {Quote(Nodes)} ] }} }}{After(Service)} }}");
        lines.AddRange(MoreServices.Select(service => $"  {service}"));
        lines.Add("interfaces:");
        if (Interfaces.Count == 0)
            lines.Add($"  everything: {{ match: {{ path: \"/{{rest...}}\" }}, service: origin{After(Interface)} }}");
        lines.AddRange(Interfaces.Select(one => $"  {one}"));
        return string.Join('\n', lines) + "\n";
    }

    private static string After(string fields) => fields.Length == 0 ? "" : $", {fields}";
}
