using Holdfast.Core.Principles.Limits.Protection;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Limits.Protection;

/// <summary>Plans whose process is protected.</summary>
internal static class ProtectionPlans
{
    public static string Yaml(string protect = "{}") => $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        protect: {{protect}}
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } }, health: { eject: none } }
        interfaces:
          i: { match: { path: "/**" }, service: s, timeout: 2s, retry: { attempts: 1 } }
          pay: { match: { path: "/pay/**" }, service: s, timeout: 2s, retry: { attempts: 1 }, criticality: critical }
        """;

    public static ProtectionPlan Read(string protect = "{}") => Bench.Read(Yaml(protect)).Sections.Get(ProtectionPlan.Field)!;
}
