using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Counts what becomes of attempts, and ejects a node that fails one after another.</summary>
/// <param name="plan">Null: it counts alone.</param>
/// <param name="keepsKeys">Requests with the same key, or of the same caller, go to the same node.</param>
public sealed class EjectObserver(EjectPlan? plan, bool keepsKeys, CompileContext context) : AttemptObserver
{
    public override void Observe(Call call, Attempt attempt, in Outcome outcome, long ended)
    {
        var state = BalancingSlice.Eject(attempt.Node.State);
        if (outcome.IsSuccess)
        {
            var taken = call.Time.GetElapsedTime(attempt.Started, attempt.AnswerBeganAt != 0 ? attempt.AnswerBeganAt : ended);
            if (attempt.IsLate) state.SucceededLate(taken);
            else state.Succeeded(taken);
            return;
        }

        // A late attempt was counted when it became late. One that ran out of what others had left of the deadline
        // may have had no time to answer in.
        if (attempt.IsLate || (outcome.Failure == FailureKind.Deadline && attempt.Number > 1)) return;
        Judge(call, attempt.Node, state, state.Failed(outcome.Failure != FailureKind.Connect, ended), ended);
    }

    public override void Late(Call call, Attempt attempt, long now)
    {
        var state = BalancingSlice.Eject(attempt.Node.State);
        var row = state.Late(now);
        if (call.Version is not { } version) return;
        if (row.Failures == 1) state.Crowd.Begin(version, attempt.Node);
        if (EjectCrowd.IsLateToo(version, attempt.Node) || IsCrowd(version, attempt.Node, state, row))
        {
            state.ForgiveLate();
            NodeDoubt.Lift(version, lateOnly: true);
        }
        else
        {
            Judge(call, attempt.Node, state, row, now);
        }
    }

    /// <summary>Whether it would be ejected for being late alone, and the others were late as well meanwhile.</summary>
    private bool IsCrowd(VersionModel version, NodeModel node, EjectState state, FailureRow row) =>
        row.Failures >= plan?.ConsecutiveFailures && row.IsLateOnly && state.Crowd.WasLateToo(version, node);

    private void Judge(Call call, NodeModel node, EjectState state, FailureRow counted, long now)
    {
        if (plan is null || call.Version is not { } version) return;
        // Another call may have ended the row meanwhile, or forgiven it: what is over is held against nobody.
        var newest = state.Row;
        var row = Math.Min(counted.Failures, newest.Failures);
        if (row == 0) return;
        // What a node answers may be its keys' fault, and they would only take it to the next.
        if (!(keepsKeys && newest.IsAnswering)) NodeDoubt.Cast(version, node, row, now, context.Time);
        if (row < plan.ConsecutiveFailures) return;
        if (keepsKeys && row < plan.ConsecutiveFailures * EjectKeys.RowTimes && newest.IsAnswering && EjectKeys.IsAnyOutForAnswers(version)) return;
        EjectRow.TryEject(version, node, plan, plan.ConsecutiveFailures, now, context);
    }
}
