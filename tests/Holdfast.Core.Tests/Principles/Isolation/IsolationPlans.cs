using Holdfast.Core.Principles.Isolation;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Isolation;

/// <summary>Plans with pools.</summary>
internal static class IsolationPlans
{
    /// <summary>By turns and without retries and ejection, so that a call is an attempt and nothing else turns away from a node.</summary>
    public static string Yaml(string service = "", string target = "", int nodes = 2, string others = "") => $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s:
            versions: { v1: { nodes: [ {{string.Join(", ", Enumerable.Range(1001, nodes).Select(static port => $"\"http://127.0.0.1:{port}\""))}} ] } }
            balance: { policy: round-robin }
            health: { eject: none }
            {{service}}
        interfaces:
          i: { match: { path: "/**" }, service: s, timeout: 60s, retry: { attempts: 1 }{{(target.Length > 0 ? ", " : "")}}{{target}} }
          j: { match: { path: "/j/**" }, service: s, timeout: 60s, retry: { attempts: 1 } }
          {{others}}
        """;

    public static PoolPlan Pool(string pool) => Bench.Read(Yaml($"pool: {{ {pool} }}")).Services["s"].Sections.Get(PoolPlan.Field)!;
}
