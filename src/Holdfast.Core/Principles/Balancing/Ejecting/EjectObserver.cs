using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Counts what becomes of attempts, and ejects a node that fails one after another.</summary>
public sealed class EjectObserver(EjectPlan plan, CompileContext context) : AttemptObserver
{
    /// <summary>Other nodes that are looked at to see whether they fail as well.</summary>
    private const int OthersMax = 16;

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
        Judge(call, attempt.Node, state, state.Failed(outcome.Failure != FailureKind.Connect), ended);
    }

    public override void Late(Call call, Attempt attempt, long now)
    {
        var state = BalancingSlice.Eject(attempt.Node.State);
        Judge(call, attempt.Node, state, state.Late(), now);
    }

    private void Judge(Call call, NodeModel node, EjectState state, int row, long now)
    {
        if (row < plan.ConsecutiveFailures || !node.State.IsUsable || call.Version is not { } version) return;
        if (!IsAnotherWell(version, node)) return;
        BalancingSlice.Gate(version.State).TryEject(version, node, plan, EjectReason.FailuresInARow, state.Row, now, context);
    }

    /// <summary>
    /// Whether some other node has no such row. Where all fail at once the fault is behind them or before them, and to
    /// eject half of them would only leave the other half with twice the load when it is mended.
    /// </summary>
    private bool IsAnotherWell(VersionModel version, NodeModel node)
    {
        var ill = Math.Max(1, plan.ConsecutiveFailures / 2);
        var others = version.Nodes.Count - 1;
        // Spread over the version: neighbours in the plan are often neighbours in a rack.
        var (looks, step) = (Math.Min(others, OthersMax), Math.Max(1, others / OthersMax));
        for (var i = 0; i < looks; i++)
        {
            var other = version.Nodes[(node.Index + 1 + (i * step)) % version.Nodes.Count].State;
            if (other.IsUsable && BalancingSlice.Eject(other).FailuresInARow < ill) return true;
        }

        return false;
    }
}
