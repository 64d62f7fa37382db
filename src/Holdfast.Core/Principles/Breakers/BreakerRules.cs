using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Breakers;

internal static class BreakerRules
{
    /// <summary>In the windows of all keys together: 25 MB.</summary>
    private const int WindowCallsMax = 100_000_000;

    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, service) in plan.Services)
            if (service.Sections.Get(BreakerPlan.Field) is { } breaker) Check(breaker, PlanPath.Of("services", name, "breaker"), findings);
    }

    private static void Check(BreakerPlan breaker, PlanPath path, PlanFindings findings)
    {
        CheckSlow(breaker, path, findings);
        if (breaker is { FailureRatio: null, ConsecutiveFailures: null } && (breaker.Slow is null || breaker is { SlowRatio: null, Hanging: null }))
            findings.Add(BreakerErrors.NeverOpens, path, "Nothing is left that would open the breaker", "Give it a ratio, a number of failures in a row, or remove it.");
        if (breaker.Window.Calls > 0 && breaker.CallsMin > breaker.Window.Calls)
        {
            findings.Add(
                BreakerErrors.TooFewCalls, path.Key(findings.IsWritten(path.Key("minimum-calls")) ? "minimum-calls" : "window"),
                $"At least {breaker.CallsMin} attempts are asked for, and the window holds {breaker.Window.Calls}",
                "Lower 'minimum-calls', or lengthen 'window'.");
        }

        if (breaker.OpenMax < breaker.Open)
        {
            findings.Add(
                BreakerErrors.OpenBeyondMax, path.Key(findings.IsWritten(path.Key("open-max")) ? "open-max" : "open"),
                $"It opens for {Words(breaker.Open)} and for no longer than {Words(breaker.OpenMax)}", "Lengthen 'open-max', or shorten 'open'.");
        }

        if (breaker.Per is not null && (long)breaker.Window.Calls * breaker.KeysMax > WindowCallsMax)
        {
            findings.Add(
                BreakerErrors.KeysBeyondMemory, path.Key("window"),
                $"{breaker.KeysMax} keys of {breaker.Window.Calls} calls each are {(long)breaker.Window.Calls * breaker.KeysMax} calls, and {WindowCallsMax} are the most",
                "Lower 'keys-max', or shorten 'window'.", path.Key("per"));
        }

        if (breaker is { Quorum: not null, Per: not null })
            findings.Add(BreakerErrors.QuorumPerKey, path.Key("quorum"), "Nodes cannot agree about one key", "Remove 'quorum' or 'per'.", path.Key("per"));
    }

    private static void CheckSlow(BreakerPlan breaker, PlanPath path, PlanFindings findings)
    {
        if (breaker.Slow is not { } slow)
        {
            foreach (var key in new[] { "slow-ratio", "hanging" })
                if (findings.IsWritten(path.Key(key)) && (key != "slow-ratio" || breaker.SlowRatio is not null) && (key != "hanging" || breaker.Hanging is not null))
                    findings.Add(BreakerErrors.SlowMissing, path.Key(key), $"'{key}' says how many, and nothing says which calls are slow", "Add 'slow'.");
        }
        else if (breaker.TrialTimeout < slow)
        {
            findings.Add(
                BreakerErrors.TrialBeforeSlow, path.Key(findings.IsWritten(path.Key("trial-timeout")) ? "trial-timeout" : "slow"),
                $"A trial fails after {Words(breaker.TrialTimeout)}, and is slow only after {Words(slow)}", "Lengthen 'trial-timeout', or shorten 'slow'.");
        }
    }

    private static string Words(TimeSpan time) => BreakerFields.Open.Shape.WriteAny(time);
}
