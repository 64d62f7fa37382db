using Holdfast.Core.Principles.Limits.Overload;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Limits.Overload;

/// <summary>Plans whose service is protected.</summary>
internal static class OverloadPlans
{
    public static string Yaml(string overload, string target = "timeout: 2s, retry: { attempts: 1 }") => $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s:
            versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002" ] } }
            health: { eject: none }
            overload: { {{overload}} }
        interfaces:
          i: { match: { path: "/**" }, service: s, {{target}} }
          pay: { match: { path: "/pay/**" }, service: s, criticality: critical, {{target}} }
          ads: { match: { path: "/ads/**" }, service: s, criticality: sheddable, {{target}} }
        """;

    public static OverloadPlan Read(string overload = "") => Bench.Read(Yaml(overload)).Services["s"].Sections.Get(OverloadPlan.Field)!;
}
