using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Dependencies;
using Holdfast.Core.Principles.Failover;
using Holdfast.Core.Principles.Failover.Hedging;

namespace Holdfast.Core.Plan.Rules;

/// <summary>Attempts fit into the call. Here because the two belong to different principles.</summary>
internal static class AttemptRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, one) in plan.Interfaces)
        {
            var timeout = one.Sections.Get(TimeoutPlan.Timeout);
            var retry = one.Sections.Get(RetryPlan.Field);
            var path = PlanPath.Of("interfaces", name);
            if (retry is { PerTry: null, Hedge.After.Time: var after } && after >= timeout)
            {
                findings.Add(
                    HedgeRules.AfterTheEnd, path.Key("retry").Key("hedge").Key("after"),
                    $"The second attempt is made after {Words(after)}, and the call ends after {Words(timeout)}",
                    "Shorten 'after', or lengthen 'timeout'.", path.Key("timeout"));
            }

            if (retry.PerTry is not { } perTry)
                continue;
            if (perTry > timeout)
            {
                findings.Add(
                    RuleErrors.PerTryBeyondTimeout, path.Key("retry").Key("per-try"),
                    $"An attempt may take {Words(perTry)}, its call only {Words(timeout)}",
                    "Shorten 'per-try' or lengthen 'timeout'.", path.Key("timeout"));
            }
            else if (perTry * retry.Attempts > timeout && findings.IsWritten(path.Key("retry").Key("attempts")))
            {
                findings.Add(
                    RuleErrors.AttemptsBeyondTimeout, path.Key("retry").Key("attempts"),
                    $"{retry.Attempts} attempts of {Words(perTry)} take {Words(perTry * retry.Attempts)}, and the call ends after {Words(timeout)}",
                    "Take fewer attempts, less time for each, or a longer 'timeout'.", path.Key("timeout"));
            }
        }
    }

    private static string Words(TimeSpan time) => TimeoutPlan.Timeout.Shape.WriteAny(time);
}
