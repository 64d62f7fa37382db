using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Ejects a node for failures in a row, unless the other nodes fail as well.</summary>
internal static class EjectRow
{
    /// <summary>Other nodes that are looked at to see whether they fail as well.</summary>
    private const int OthersMax = 16;

    /// <summary>How long a node is silent until fewer failures are enough. Pauses of a garbage collector are over by then.</summary>
    private static readonly TimeSpan SilentMin = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Looks after a node that is no longer asked as often as it takes, because balancing has turned away from it: ejects
    /// it when it has been silent for long enough.
    /// </summary>
    /// <param name="others">What became of attempts on the other nodes lately.</param>
    public static void LookAfter(
        VersionModel version, NodeModel node, EjectState state, EjectPlan plan, in EjectCounts others, long now, CompileContext context)
    {
        var row = state.FailuresInARow;
        if (row == 0 || !node.State.IsUsable) return;
        var lasts = context.Time.GetElapsedTime(state.RowBegan, now);
        // No answer at all says more than an answer that is an error; but where answers take their time, some are always late.
        var isSilent = state.IsUnconnected || (state.LateInARow > 0 && OutlierMachine.IsRowBeyondChance(row, others));
        if (isSilent && lasts >= SilentMin && row >= Doubtful(plan)) TryEject(version, node, state, plan, now, context);
    }

    /// <summary>Asks for a call to find out about a node in doubt: any of those that calls go to, each as likely as the others.</summary>
    public static void AskFor(VersionModel version, long now, CompileContext context)
    {
        var (found, seen) = ((NodeState?)null, 0);
        foreach (var group in version.Candidates.Current.Groups)
        {
            if (group.Share <= 0) continue;
            for (var i = 0; i < group.Nodes.Count; i++)
            {
                var (node, state) = (group.Nodes[i].State, BalancingSlice.Eject(group.Nodes[i].State));
                if (state.FailuresInARow == 0 || !node.IsUsable || context.Time.GetElapsedTime(state.RowBegan, now) < EjectSweep.Every) continue;
                if (++seen == 1 || context.Random.NextDouble() * seen < 1) found = node;
            }
        }

        version.State.InDoubt = found;
    }

    public static void TryEject(VersionModel version, NodeModel node, EjectState state, EjectPlan plan, long now, CompileContext context)
    {
        if (!node.State.IsUsable || !IsAnotherWell(version, node, plan)) return;
        BalancingSlice.Gate(version.State).TryEject(version, node, plan, EjectReason.FailuresInARow, state.Row, now, context);
    }

    /// <summary>
    /// Whether some other node has no such row. Where all fail at once the fault is behind them or before them, and to
    /// eject half of them would only leave the other half with twice the load when it is mended.
    /// </summary>
    private static bool IsAnotherWell(VersionModel version, NodeModel node, EjectPlan plan)
    {
        var others = version.Nodes.Count - 1;
        // Spread over the version: neighbours in the plan are often neighbours in a rack.
        var (looks, step) = (Math.Min(others, OthersMax), Math.Max(1, others / OthersMax));
        for (var i = 0; i < looks; i++)
        {
            var other = version.Nodes[(node.Index + 1 + (i * step)) % version.Nodes.Count].State;
            if (other.IsUsable && BalancingSlice.Eject(other).FailuresInARow < Doubtful(plan)) return true;
        }

        return false;
    }

    /// <summary>Failures in a row from which a node is in doubt.</summary>
    private static int Doubtful(EjectPlan plan) => Math.Max(1, plan.ConsecutiveFailures / 2);
}
