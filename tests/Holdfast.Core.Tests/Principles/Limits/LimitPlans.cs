using Holdfast.Core.Principles.Limits;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Limits;

/// <summary>Plans with limits.</summary>
internal static class LimitPlans
{
    /// <summary>Without retries and ejection, so that a call is an attempt and nothing else turns away from a node.</summary>
    public static string Yaml(string limit = "", string service = "", string target = "", string more = "") => $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s:
            versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002" ] } }
            balance: { policy: round-robin }
            health: { eject: none }
            {{(service.Length == 0 ? "" : $"limit: {service}")}}
        interfaces:
          i: { match: { path: "/i/{id}" }, service: s, timeout: 60s, retry: { attempts: 1 }{{(limit.Length == 0 ? "" : $", limit: {limit}")}}{{target}} }
          o: { match: { path: "/o/**" }, service: s, timeout: 60s, retry: { attempts: 1 } }
        {{more}}
        """;

    public static LimitPlan Read(string limit) => Bench.Read(Yaml($"{{ {limit} }}")).Interfaces["i"].Sections.Get(LimitPlan.Field).Single();

    /// <summary>The numbers of a limit, where time counts milliseconds unless a second is something else.</summary>
    internal static LimitSpec Spec(string limit, int second = 1_000)
    {
        var plan = Read(limit);
        return LimitSpec.Of(plan, new LimitAmount(plan.Rate, plan.Concurrency), share: 1, second)!;
    }
}
