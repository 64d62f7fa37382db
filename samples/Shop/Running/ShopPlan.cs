using System.Globalization;
using System.Text;
using Shop.Nodes;

namespace Shop.Running;

/// <summary>The plan of the demo, as text to read and to change: the shop's services where they listen now.</summary>
public static class ShopPlan
{
    private const string Head = """
        # The plan of the demo: the shop's services, and the interfaces that its customers call.
        # The ports are those of this run. Change something and save: the gateway takes it up at once, or says what
        # is wrong with it and goes on as before.
        holdfast: 1

        # Every interface needs two people who answer for it. These are for all that do not name their own.
        owners: [first.owner@example.com, second.owner@example.com]

        # A node's zone must be one of these.
        zones: [east, west]

        """;

    private const string Services = """

        services:
        """;

    // The probe sees a dead or sick node within seconds even when nobody calls it; ejection needs no probe at all.
    private const string Health = """
            health:
              probe: { path: /healthz, every: 2s, timeout: 1s }
              eject: { consecutive-failures: 5, at-most: 0.5, for: 10s }
        """;

    private const string Interfaces = """

        # timeout: from the arrival of a request until its answer has begun, all attempts included.
        # retry:   attempts count the first; per-try bounds each.
        interfaces:
        """;

    /// <returns>YAML; lines end with a line feed.</returns>
    /// <exception cref="ArgumentException">A service of the shop has no node.</exception>
    public static string Write(IReadOnlyList<ShopAddress> nodes)
    {
        var text = new StringBuilder();
        text.Append(Head).Append(Services).Append('\n');
        foreach (var service in ShopServices.Names)
        {
            var own = nodes.Where(node => node.Node.Service == service).ToArray();
            if (own.Length == 0)
                throw new ArgumentException($"The shop's service '{service}' has no node", nameof(nodes));
            WriteService(text, service, own);
        }

        text.Append(Interfaces).Append('\n');
        foreach (var entry in ShopInterfaces.All)
            WriteInterface(text, entry);
        return text.Append(ShopDegradation.Text).ToString();
    }

    private static void WriteService(StringBuilder text, string service, ShopAddress[] nodes)
    {
        var versions = nodes
            .GroupBy(node => node.Node.Version)
            .OrderBy(version => version.Key, StringComparer.Ordinal)
            .ToArray();
        text.Append(CultureInfo.InvariantCulture, $"  {service}:\n    versions:\n");
        foreach (var version in versions)
        {
            text.Append(CultureInfo.InvariantCulture, $"      {version.Key}:\n        nodes:\n");
            foreach (var (node, url) in version)
            {
                var address = url.GetLeftPart(UriPartial.Authority);
                text.Append(
                    CultureInfo.InvariantCulture, $"          - {{ url: \"{address}\", zone: {node.Zone} }}    # {node.Name}\n");
            }
        }

        // Where there is one version it is live without saying so.
        if (versions.Length > 1)
        {
            var rest = string.Join(", ", versions.Skip(1).Select(version => version.Key));
            text.Append(CultureInfo.InvariantCulture, $"    live: {versions[0].Key}    # {rest} waits for its release\n");
        }

        text.Append(Health).Append('\n').Append(ShopProtection.OfService(service));
    }

    private static void WriteInterface(StringBuilder text, ShopInterface entry) => text.Append(
        CultureInfo.InvariantCulture,
        $$"""
          # {{entry.Remark}}
          {{entry.Name}}:
            match: { method: {{entry.Method}}, path: "{{entry.Path}}" }
            service: {{entry.Service}}
            timeout: {{entry.Timeout}}
            retry: { attempts: 2, per-try: {{entry.PerTry}}{{ShopProtection.OfRetry(entry.Name)}} }

        """).Append(ShopProtection.OfInterface(entry.Name));
}
