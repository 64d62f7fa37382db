using Holdfast.Core.Principles.Breakers;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Breakers;

/// <summary>Plans with a breaker.</summary>
internal static class BreakerPlans
{
    /// <summary>Without retries and ejection, so that a call is an attempt and nothing else turns away from a node.</summary>
    public static string Yaml(string breaker, int nodes = 2, string service = "", string target = "timeout: 60s, retry: { attempts: 1 }") => $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s:
            versions: { v1: { nodes: [ {{string.Join(", ", Enumerable.Range(1001, nodes).Select(static port => $"\"http://127.0.0.1:{port}\""))}} ] } }
            balance: { policy: round-robin }
            health: { eject: none }
            breaker: { {{breaker}} }
            {{service}}
        interfaces:
          i: { match: { path: "/**" }, service: s, {{target}} }
        """;

    public static BreakerPlan Read(string breaker) => Bench.Read(Yaml(breaker)).Services["s"].Sections.Get(BreakerPlan.Field)!;
}
