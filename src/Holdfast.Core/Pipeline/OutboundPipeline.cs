using System.Runtime.CompilerServices;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>The outbound half: version, deadline, and the loop of attempts.</summary>
/// <remarks>
/// What nearly no call comes to is kept out of the method that all of them run: whatever is compiled into it is made room for
/// each time that it is entered, and that is twice for a call.
/// </remarks>
internal static class OutboundPipeline
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<Outcome> RunAsync(Call call, InterfaceModel target)
    {
        var version = call.Version = target.Service.Live;
        call.Part = null;
        call.AttemptsElsewhere = call.Attempts;
        var outcome = Outcome.Refused;
        if (version.Partition is not null && !TryPart(call, target, version, ref outcome)) return outcome;

        while (true)
        {
            if (AttemptGates.CountEntered(call, call.First, version) is var entered && entered < version.Gates.Length)
            {
                var entering = EnterAsync(call, target, version, entered, outcome);
                if ((entering.IsCompletedSuccessfully ? entering.Result : await entering) is { } ended) return ended;
            }

            var node = Pick(call, version);
            var inGates = 0;
            if (node is null || (inGates = AttemptGates.CountEnteredNode(call, call.First, version, node)) < version.NodeGates.Length)
            {
                node = FindNode(call, target, version, node, inGates, outcome, out var ended);
                if (node is null) return ended;
            }

            var left = Remaining.Of(call, target);
            if (left.IsOver)
            {
                AttemptGates.Leave(call, call.First, version, node, Outcome.Refused, call.Now);
                if (call.IsFirst) outcome = Outcome.Failed(FailureKind.Deadline);
                return Fail(call, target, node, left.ByCaller, outcome);
            }

            Begin(call, target, node, left);
            outcome = Outcome.Failed(FailureKind.Reset);
            try
            {
                var trying = call.AttemptAsync(call.First, call.Timer.Token);
                outcome = trying.IsCompletedSuccessfully ? trying.Result : await trying;
            }
            finally
            {
                if (End(call, target, ref outcome) is { } hedge) outcome = await JoinAsync(call, call.First, outcome, hedge);
                call.Timer.Reset();
            }

            if (!outcome.IsFailure || outcome.Began) return outcome;
            var last = call.Attempt!;
            Fail(call, target, last.Node, last.IsByCaller, outcome);
            // An answer that was accepted and then could not be written has used the call up.
            if (call.IsClaimed || call.CallerGone || !call.TakeRetry(outcome, out var wait)) return outcome;
            RecordRetry(call, target, last.Node, wait);
            if (wait <= TimeSpan.Zero) continue;
            await Task.Delay(wait, call.Time, CancellationToken.None);
            if (call.CallerGone) return Outcome.Cancelled(began: false);
        }
    }

    internal static void Begin(Call call, InterfaceModel target, Attempt attempt, NodeModel node, Remaining left, bool isHedge)
    {
        if (call.IsFirst) target.Retry.Began();
        else if (!isHedge) target.Retry.Retried();
        call.Attempts++;
        call.Tried.Add(node.State);
        attempt.Begin(node, call.Attempts, call.Now, left, target.Retry.PerTry, isHedge);
        call.LetTimePass();
        node.State.Began();
    }

    /// <summary>Counts an attempt that has ended, and lets the observers learn from it where there is something to learn.</summary>
    internal static void End(Call call, InterfaceModel target, Attempt attempt, in Outcome outcome)
    {
        attempt.Node.State.Ended();
        var ended = call.Time.GetTimestamp();
        var isOutrun = call.IsClaimedByOther(attempt);
        var isNoEvidence = isOutrun || attempt.IsCallersDoing || IsCallersHaste(call, target, attempt, outcome, ended);
        attempt.End(isOutrun ? Outcome.Cancelled(outcome.Began) : outcome, ended);
        AttemptGates.Leave(call, attempt, call.Version!, attempt.Node, isNoEvidence ? Outcome.Cancelled(outcome.Began) : outcome, ended);
        attempt.Node.State.Meter.Add(isNoEvidence ? OutcomeKind.Cancelled : outcome.Kind);
        if (isOutrun && attempt.AnswerBeganAt == 0)
            foreach (var observer in target.Service.Observers) observer.Outrun(call, attempt, ended);
        if (isNoEvidence || !(outcome.IsSuccess || outcome.IsFailure)) return;
        foreach (var observer in target.Service.Observers) observer.Observe(call, attempt, outcome, ended);
    }

    internal static void TellLate(Call call, InterfaceModel target, Attempt attempt)
    {
        var now = call.Time.GetTimestamp();
        foreach (var observer in target.Service.Observers) observer.Late(call, attempt, now);
    }

    /// <summary>
    /// Whether the caller gave the node less time than it usually needs: whoever says how long he waits could else have
    /// nodes ejected.
    /// </summary>
    private static bool IsCallersHaste(Call call, InterfaceModel target, Attempt attempt, in Outcome outcome, long ended)
    {
        if (!attempt.IsByCaller || outcome.Failure != FailureKind.Deadline) return false;
        var usual = target.Retry.Usual;
        return usual == Timeout.InfiniteTimeSpan || call.Time.GetElapsedTime(attempt.Started, ended) < usual;
    }

    /// <summary>Keeps the call to its part of the nodes.</summary>
    /// <returns>False: it is refused.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryPart(Call call, InterfaceModel target, VersionModel version, ref Outcome outcome)
    {
        var verdict = version.Partition!.Enter(call, out var part);
        call.Part = part;
        if (verdict.Passes) return true;
        outcome = RefuseAtGate(call, target, verdict, outcome);
        return false;
    }

    /// <summary>Asks the gates that did not let it in at once.</summary>
    /// <param name="entered">How many did.</param>
    /// <returns>Null: it is in all of them. Else how the call ends.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome?> EnterAsync(Call call, InterfaceModel target, VersionModel version, int entered, Outcome outcome)
    {
        var verdict = await AttemptGates.EnterAsync(call, call.First, version, entered);
        if (!verdict.Passes) return RefuseAtGate(call, target, verdict, outcome);
        if (!call.CallerGone) return null;
        AttemptGates.LeaveUnused(call, call.First, version);
        return Outcome.Cancelled(began: false);
    }

    /// <summary>Another node than the one that balancing picked, which is full; or none.</summary>
    /// <param name="entered">How many gates of the picked one the attempt is in.</param>
    /// <param name="ended">Without one: how the call ends.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static NodeModel? FindNode(
        Call call, InterfaceModel target, VersionModel version, NodeModel? picked, int entered, in Outcome outcome, out Outcome ended)
    {
        ended = outcome;
        if (FreeNode.Enter(call, call.First, version, picked, entered, out var full) is { } node) return node;
        AttemptGates.LeaveUnused(call, call.First, version);
        if (full.Passes) RefuseWithoutNode(call, target, version);
        else ended = RefuseAtGate(call, target, full, outcome);
        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Outcome RefuseAtGate(Call call, InterfaceModel target, in Verdict verdict, in Outcome outcome)
    {
        if (!call.IsFirst) target.Retry.NotMade();
        if (call.CallerGone) return Outcome.Cancelled(began: false);
        if (call.IsFirst) CallPipeline.Refuse(call, verdict);
        else call.Record(verdict.Refusal!.Position, verdict.Refusal.Decision, verdict.Refusal.Rule, measured: verdict.Measured);
        return outcome;
    }

    /// <summary>A node that the call was not sent to; when there is no other, one of those once more.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static NodeModel? Pick(Call call, VersionModel version)
    {
        if (version.Picker.Pick(version, call) is { } node) return node;
        if (call.Part is { } part && version.Partition!.MayLeave(call, part))
        {
            call.Part = null;
            if (version.Picker.Pick(version, call) is { } elsewhere) return elsewhere;
        }

        if (call.IsFirst) return null;
        call.Tried.Clear();
        return version.Picker.Pick(version, call);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RefuseWithoutNode(Call call, InterfaceModel target, VersionModel version)
    {
        var refusal = (call.Part is { } part ? version.Partition!.Lost(part) : null) ?? target.Refusals.NoHealthyNode;
        if (call.IsFirst)
        {
            call.Refusal = refusal;
            call.RetryAfter = version.Picker.UntilUsable(version, call);
        }

        call.Record(Position.Balance, refusal.Decision, refusal.Rule, measured: new Measure("usable-nodes", 0, (call.Part?.Nodes ?? version.Nodes).Count));
    }

    /// <summary>An attempt that follows another, or is the first.</summary>
    private static void Begin(Call call, InterfaceModel target, NodeModel node, Remaining left)
    {
        var attempt = call.Attempt = call.First;
        Begin(call, target, attempt, node, left, isHedge: false);
        call.Timer.Arm(attempt.Within, attempt.Started);
        call.Watch(attempt, target);
    }

    /// <returns>What is, or may just be, made beside it: to be joined before the call goes on.</returns>
    private static Hedge? End(Call call, InterfaceModel target, ref Outcome outcome)
    {
        var attempt = call.First;
        var hedge = call.EndWatch();
        hedge?.GivesWay(attempt);
        if (call.Timer.Fired && outcome is { IsFailure: true, Began: false }) outcome = Outcome.Failed(attempt.WhenOver);
        End(call, target, attempt, outcome);
        // Nearly all calls are answered at once, and pay nothing for what the others leave behind.
        if (hedge is not null || !outcome.IsSuccess || attempt.Number > 1) call.Ended.Add(attempt);
        return hedge;
    }

    /// <summary>The outcome of two attempts: that of the one which answered, or of the one that failed last.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async ValueTask<Outcome> JoinAsync(Call call, Attempt first, Outcome outcome, Hedge hedge)
    {
        var isSettled = !call.IsClaimedByOther(first) && (call.IsClaimed || outcome.Began || !outcome.IsFailure);
        if (isSettled) hedge.Stop();
        var isOver = hedge.IsOver;
        // Also when nothing is expected of it any more: it belongs to the call, which may be used for another soon.
        var other = await hedge.Ended;
        if (other is not null) call.Ended.Add(hedge.Attempt);
        if (other is null || isSettled || (isOver && !call.IsClaimedByOther(first))) return outcome;
        call.Attempt = hedge.Attempt;
        return other.Value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RecordRetry(Call call, InterfaceModel target, NodeModel node, TimeSpan wait) =>
        call.Record(Position.Retry, "retry", target.Refusals.RetryRule, node, new Measure("wait_ms", wait.TotalMilliseconds, 0));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Outcome Fail(Call call, InterfaceModel target, NodeModel node, bool isByCaller, in Outcome outcome)
    {
        var refusal = isByCaller && outcome.Failure == FailureKind.Deadline && call.CallerDeadline is { } callers
            ? callers.Passed
            : target.Refusals.For(outcome.Failure);
        call.Refusal = refusal;
        call.Record(refusal.Position, refusal.Decision, refusal.Rule, node, Spent(call, target, isByCaller, outcome));
        return outcome;
    }

    /// <summary>Where time ran out: how much there was, and how much it took. Else what the node answered, or for how long it did not.</summary>
    private static Measure Spent(Call call, InterfaceModel target, bool isByCaller, in Outcome outcome) => outcome.Failure switch
    {
        FailureKind.Deadline => new Measure(
            "elapsed_ms", Elapsed(call, call.Started),
            isByCaller && call.CallerDeadline is { } callers ? callers.Within.TotalMilliseconds : target.Deadline.Total.TotalMilliseconds),
        FailureKind.Status => new Measure("status", outcome.Status, 0),
        _ => new Measure("attempt_ms", Elapsed(call, call.Attempt!.Started), Math.Max(0, call.Attempt.Within.TotalMilliseconds)),
    };

    private static double Elapsed(Call call, long since) => call.Time.GetElapsedTime(since).TotalMilliseconds;
}
