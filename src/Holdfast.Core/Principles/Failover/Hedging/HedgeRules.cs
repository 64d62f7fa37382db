using Holdfast.Core.Errors;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Failover.Hedging;

internal static class HedgeRules
{
    public static readonly KnownError OnlyOnce = new(
        "HF2160", "Requests on two nodes at once that may be carried out twice",
        "A POST that reaches two nodes is two orders, unless it carries a key by which the service knows a repetition. Without one it is never made twice, so the hedge would do nothing.",
        "Have callers send an Idempotency-Key that the service looks at, and write 'requests: idempotent'; or remove 'hedge'.",
        "match: { method: POST, path: /api/orders }\nretry: { hedge: { after: p95, requests: idempotent } }");

    public static readonly KnownError SingleAttempt = new(
        "HF2161", "A second attempt where only one is allowed",
        "'attempts' counts all of a call, hedges too: none would ever be made.",
        "Allow 'attempts: 2' or more, or remove 'hedge'.");

    public static readonly KnownError AfterTheEnd = new(
        "HF2162", "A second attempt after the end of the first",
        "The first attempt is ended before the second would be made, so none ever is.",
        "Shorten 'hedge.after', or lengthen 'per-try' and 'timeout'.",
        "timeout: 2s\nretry: { hedge: { after: 100ms } }");

    public static readonly KnownError BeyondBudget = new(
        "HF2163", "More second attempts than the service's budget allows",
        "'retry-budget' of the service binds them first, so the larger share means nothing.",
        "Lower 'hedge.at-most', or raise 'retry-budget.ratio' of the service.",
        "retry-budget: { ratio: 0.3 }          # of the service\nretry: { hedge: { at-most: 0.25 } }");

    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, one) in plan.Interfaces)
        {
            var path = PlanPath.Of("interfaces", name, "retry");
            var retry = one.Sections.Get(RetryPlan.Field);
            if (retry.Hedge is not { } hedge || !findings.IsWritten(path.Key("hedge"))) continue;
            CheckMethods(one, hedge, path.Key("hedge"), findings);
            if (retry.Attempts == 1)
                findings.Add(SingleAttempt, path.Key("hedge"), "There is a 'hedge', and 'attempts' is 1", "Allow 'attempts: 2' or more, or remove 'hedge'.", path.Key("attempts"));
            if (retry.PerTry is { } perTry && hedge.After.Time >= perTry)
            {
                findings.Add(
                    AfterTheEnd, path.Key("hedge").Key("after"), $"The second attempt is made after {Words(hedge.After.Time)}, and the first ends after {Words(perTry)}",
                    "Shorten 'after', or lengthen 'per-try'.", path.Key("per-try"));
            }

            CheckBudget(plan, one, hedge, path.Key("hedge").Key("at-most"), findings);
        }
    }

    private static void CheckMethods(InterfacePlan one, HedgePlan hedge, PlanPath path, PlanFindings findings)
    {
        // Where any method matches, those that may be made twice are.
        if (one.Match.Methods.Count == 0 || one.Match.Methods.Any(method => MayBeTwice(hedge, method))) return;
        var methods = string.Join(", ", one.Match.Methods);
        var advice = hedge.Requests == HedgeRequests.Safe
            ? "Write 'requests: idempotent' if the service knows repetitions by an Idempotency-Key, or remove 'hedge'."
            : "Remove 'hedge'.";
        findings.Add(OnlyOnce, path, $"The interface matches {methods} alone, which may not be on two nodes at once", advice, PlanPath.Of("interfaces", one.Name, "match"));
    }

    private static void CheckBudget(HoldfastPlan plan, InterfacePlan one, HedgePlan hedge, PlanPath path, PlanFindings findings)
    {
        if (hedge.AtMost is not { } most || !plan.Services.TryGetValue(one.Service, out var service)) return;
        var budget = service.Sections.Get(RetryBudgetPlan.Field).Ratio;
        if (most <= budget) return;
        findings.Add(
            BeyondBudget, path, $"A share of {HedgePlan.AtMostField.Shape.WriteAny((double?)most)} may be made twice, and the service's budget is {RetryBudgetPlan.RatioField.Shape.WriteAny(budget)}",
            "Lower 'at-most', or raise 'retry-budget.ratio'.", PlanPath.Of("services", one.Service));
    }

    private static bool MayBeTwice(HedgePlan hedge, string method) => RetryMachine.MayBeTwice(hedge.Requests, RetryMachine.Of(method, hasKey: true));

    private static string Words(TimeSpan time) => BackoffPlan.BaseField.Shape.WriteAny(time);
}
