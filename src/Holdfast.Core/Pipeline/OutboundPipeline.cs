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
        target.Retry.Began();
        var outcome = Outcome.Refused;
        while (true)
        {
            var node = Pick(call, version);
            if (node is null)
            {
                RefuseWithoutNode(call, target, version);
                return outcome;
            }

            var remaining = Remaining(call, target);
            if (remaining <= TimeSpan.Zero)
                return Fail(call, target, node, call.Attempts == 0 ? Outcome.Failed(FailureKind.Deadline) : outcome);

            outcome = await AttemptAsync(call, target, node, remaining);
            if (!outcome.IsFailure || outcome.Began) return outcome;
            Fail(call, target, call.Attempt!.Node, outcome);
            // An answer that was accepted and then could not be written has used the call up.
            if (call.IsClaimed || call.CallerGone || !call.TakeRetry(outcome, out var wait)) return outcome;
            call.Record(Position.Retry, "retry", target.Refusals.RetryRule, node);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, call.Time, CancellationToken.None);
        }
    }

    internal static TimeSpan Remaining(Call call, InterfaceModel target) =>
        target.Deadline.Total - (call.Time.GetElapsedTime(call.Started) - call.Timer.Held);

    /// <summary>How long an attempt may take, and whether it is the time of an attempt that says so.</summary>
    internal static (TimeSpan Time, bool ByTry) TimeOf(InterfaceModel target, TimeSpan remaining)
    {
        var perTry = target.Retry.PerTry;
        return perTry != Timeout.InfiniteTimeSpan && perTry < remaining ? (perTry, true) : (remaining, false);
    }

    internal static void Begin(Call call, Attempt attempt, NodeModel node, bool isHedge)
    {
        call.Attempts++;
        call.Tried.Add(node.State);
        attempt.Begin(node, call.Attempts, call.Time.GetTimestamp(), isHedge);
        node.State.Began();
    }

    /// <summary>Counts an attempt that has ended, and lets the observers learn from it; from one that another outran nothing is learned.</summary>
    internal static void End(Call call, InterfaceModel target, Attempt attempt, in Outcome outcome)
    {
        attempt.Node.State.Ended();
        var outrun = call.IsClaimedByOther(attempt);
        attempt.Node.State.Meter.Add(outrun ? OutcomeKind.Cancelled : outcome.Kind);
        if (outrun || !(outcome.IsSuccess || outcome.IsFailure)) return;
        var ended = call.Time.GetTimestamp();
        foreach (var observer in target.Service.Observers) observer.Observe(call, attempt, outcome, ended);
    }

    internal static void TellLate(Call call, InterfaceModel target, Attempt attempt)
    {
        var now = call.Time.GetTimestamp();
        // Where it was mostly the caller's own body that was waited for, it is no evidence of the node.
        if (call.Timer.Held > call.Time.GetElapsedTime(attempt.Started, now) / 2) return;
        attempt.IsLate = true;
        foreach (var observer in target.Service.Observers) observer.Late(call, attempt, now);
    }

    /// <summary>A node that the call was not sent to; when there is no other, one of those once more.</summary>
    private static NodeModel? Pick(Call call, VersionModel version)
    {
        var node = version.Picker.Pick(version, call);
        if (node is not null || call.Attempts == 0) return node;
        call.Tried.Clear();
        return version.Picker.Pick(version, call);
    }

    private static void RefuseWithoutNode(Call call, InterfaceModel target, VersionModel version)
    {
        var refusal = target.Refusals.NoHealthyNode;
        if (call.Attempts == 0)
        {
            call.Refusal = refusal;
            call.RetryAfter = version.Picker.UntilUsable(version, call);
        }

        call.Record(Position.Balance, refusal.Decision, refusal.Rule);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome> AttemptAsync(Call call, InterfaceModel target, NodeModel node, TimeSpan remaining)
    {
        var (time, byTry) = TimeOf(target, remaining);
        var attempt = call.Attempt = call.First;
        Begin(call, attempt, node, isHedge: false);
        call.Timer.Arm(time);
        call.Watch(attempt, target);
        var outcome = Outcome.Failed(FailureKind.Reset);
        try
        {
            outcome = await call.AttemptAsync(attempt, call.Timer.Token);
        }
        finally
        {
            var hedge = call.EndWatch();
            if (call.Timer.Fired && outcome is { IsFailure: true, Began: false })
                outcome = Outcome.Failed(byTry ? FailureKind.AttemptTimeout : FailureKind.Deadline);
            End(call, target, attempt, outcome);
            if (hedge is not null) outcome = await JoinAsync(call, attempt, outcome, hedge);
            call.Timer.Reset();
        }

        return outcome;
    }

    /// <summary>The outcome of two attempts: that of the one which answered, or of the one that failed last.</summary>
    private static async ValueTask<Outcome> JoinAsync(Call call, Attempt first, Outcome outcome, Hedge hedge)
    {
        var settled = !call.IsClaimedByOther(first) && (outcome.Began || !outcome.IsFailure);
        if (settled) hedge.Stop();
        // Also when nothing is expected of it any more: it belongs to the call, which may be used for another soon.
        if (await hedge.Ended is not { } other || settled) return outcome;
        call.Attempt = hedge.Attempt;
        return other;
    }

    private static Outcome Fail(Call call, InterfaceModel target, NodeModel node, in Outcome outcome)
    {
        var refusal = target.Refusals.For(outcome.Failure);
        call.Refusal = refusal;
        call.Record(refusal.Position, refusal.Decision, refusal.Rule, node);
        return outcome;
    }
}
