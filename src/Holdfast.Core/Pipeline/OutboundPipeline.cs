using System.Runtime.CompilerServices;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>The outbound half: version, deadline, and the loop of attempts.</summary>
internal static class OutboundPipeline
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<Outcome> RunAsync(Call call, InterfaceModel target)
    {
        var version = call.Version = target.Service.Live;
        var outcome = Outcome.Refused;
        while (true)
        {
            var node = version.Picker.Pick(version, call);
            if (node is null)
            {
                if (call.Attempts == 0)
                {
                    call.Refusal = target.Refusals.NoHealthyNode;
                    call.RetryAfter = version.Picker.UntilUsable(version, call);
                }

                call.Record(Position.Balance, target.Refusals.NoHealthyNode.Decision, target.Refusals.NoHealthyNode.Rule);
                return outcome;
            }

            var remaining = target.Deadline.Total - (call.Time.GetElapsedTime(call.Started) - call.Timer.Held);
            if (remaining <= TimeSpan.Zero)
                return Fail(call, target, node, call.Attempts == 0 ? Outcome.Failed(FailureKind.Deadline) : outcome);

            outcome = await AttemptAsync(call, target, node, remaining);
            if (!outcome.IsFailure || outcome.Began) return outcome;
            Fail(call, target, node, outcome);
            if (!target.Retry.TriesAgain(call, node, outcome)) return outcome;
            call.Record(Position.Retry, "retry", target.Refusals.RetryRule, node);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome> AttemptAsync(Call call, InterfaceModel target, NodeModel node, TimeSpan remaining)
    {
        var perTry = target.Retry.PerTry;
        var boundByTry = perTry != Timeout.InfiniteTimeSpan && perTry < remaining;
        var attempt = call.First;
        call.Attempt = attempt;
        call.Attempts++;
        call.Tried.Add(node.State);
        attempt.Begin(node, call.Attempts, call.Time.GetTimestamp(), isHedge: false);
        call.Timer.Arm(boundByTry ? perTry : remaining);
        node.State.Began();
        var outcome = Outcome.Failed(FailureKind.Reset);
        try
        {
            outcome = await call.AttemptAsync(attempt, call.Timer.Token);
        }
        finally
        {
            node.State.Ended();
            if (call.Timer.Fired && outcome is { IsFailure: true, Began: false })
                outcome = Outcome.Failed(boundByTry ? FailureKind.AttemptTimeout : FailureKind.Deadline);
            call.Timer.Reset();
            node.State.Meter.Add(outcome.Kind);
        }

        if (outcome.IsSuccess || outcome.IsFailure) Observe(call, target, attempt, outcome);
        return outcome;
    }

    private static void Observe(Call call, InterfaceModel target, Attempt attempt, in Outcome outcome)
    {
        var ended = call.Time.GetTimestamp();
        foreach (var observer in target.Service.Observers) observer.Observe(call, attempt, outcome, ended);
    }

    private static Outcome Fail(Call call, InterfaceModel target, NodeModel node, in Outcome outcome)
    {
        var refusal = target.Refusals.For(outcome.Failure);
        call.Refusal = refusal;
        call.Record(refusal.Position, refusal.Decision, refusal.Rule, node);
        return outcome;
    }
}
