using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Plan;

/// <summary>Plans as text, read from memory.</summary>
internal static class Texts
{
    /// <summary>Every key of a plan once.</summary>
    public const string Whole = """
        holdfast: 1
        owners: [first.owner@example.com, second.owner@example.com]
        zones: [east, west]
        listeners:
          web: { address: "127.0.0.1:8443", tls: { certificate: certs/site.pem, key: certs/site.key }, versions: [http1, http2] }
        server:
          max-connections: 10000
          max-body: 100MB
          max-request-line: 8KB
          max-header-bytes: 32KB
          max-headers: 100
          header-timeout: 10s
          keep-alive: 75s
          min-body-rate: 240
          send-timeout: 20s
          max-streams: 100
          drain: 30s
          drain-delay: 0s
          trusted-proxies: [ "10.0.0.0/8" ]
        services:
          accounts:
            versions:
              v7: { nodes: [ "http://10.0.1.11:5000", { url: "http://10.0.2.11:5000", zone: west, weight: 2, priority: 1 } ] }
              v8: { nodes: [ "http://10.0.1.12:5000" ] }
            live: v7
            protocol: auto
            tls: { authority: ca.pem, name: accounts.internal, certificate: client.pem, key: client.key }
            connect-timeout: 1s
            allow-addresses: [ "169.254.10.0/24" ]
            connections: none
            balance: { policy: round-robin }
            health:
              probe: { path: /healthz, every: 5s, timeout: 1s }
              eject: { consecutive-failures: 5, at-most: 0.5, for: 10s }
        interfaces:
          register:
            match: { method: POST, path: "/api/users/{id}", host: api.example.com, header: { X-Tenant: "*" }, query: { v: "2" } }
            service: accounts
            host: keep
            max-body: 10MB
            timeout: 2s
            idle-timeout: 100s
            retry: { attempts: 2, per-try: 800ms }
        """;

    /// <summary>The least that is a plan.</summary>
    public const string Least = """
        holdfast: 1
        owners: [ann@example.com, bob@example.com]
        services:
          shop: { versions: { v1: { nodes: [ "http://10.0.0.1:5000" ] } } }
        interfaces:
          all: { match: { path: "/**" }, service: shop }
        """;

    public static PlanResult Read(string text) => Read(new MemoryPlanFiles().Add("plan.yaml", text));

    public static PlanResult Read(MemoryPlanFiles files, Dictionary<string, string>? environment = null) =>
        PlanReader.Read("plan.yaml", files, name => environment?.GetValueOrDefault(name));

    public static HoldfastPlan Good(string text)
    {
        var result = Read(text);
        result.Errors.ShouldBeEmpty();
        return result.Plan.ShouldNotBeNull();
    }

    /// <summary>The only error of a text.</summary>
    public static PlanError Bad(string text) => Bad(Read(text));

    public static PlanError Bad(PlanResult result)
    {
        result.Plan.ShouldBeNull();
        return result.Errors.ShouldHaveSingleItem();
    }

    /// <summary>The least plan with the interface's keys added to or replaced.</summary>
    public static string WithInterface(string keys) =>
        Least.Replace("all: { match: { path: \"/**\" }, service: shop }", $"all: {{ match: {{ path: \"/**\" }}, service: shop, {keys} }}", StringComparison.Ordinal);

    public static string WithMatch(string match) =>
        Least.Replace("match: { path: \"/**\" }", $"match: {{ {match} }}", StringComparison.Ordinal);

    public static string WithService(string keys) =>
        Least.Replace("{ versions: {", $"{{ {keys}, versions: {{", StringComparison.Ordinal);

    public static string WithNode(string node) =>
        Least.Replace("\"http://10.0.0.1:5000\"", node, StringComparison.Ordinal);

    public static string WithRoot(string keys) => Least + "\n" + keys + "\n";
}
