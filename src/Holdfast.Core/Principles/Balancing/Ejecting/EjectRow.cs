using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Ejects a node for failures in a row, unless the other nodes fail as well.</summary>
internal static class EjectRow
{
    /// <summary>How long a node is silent until fewer failures are enough. Pauses of a garbage collector are over by then.</summary>
    private static readonly TimeSpan SilentMin = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Looks after a node that is no longer asked as often as it takes, because balancing has turned away from it: ejects
    /// it when it has been silent for long enough.
    /// </summary>
    /// <param name="others">What became of attempts on the other nodes lately.</param>
    /// <returns>Whether a call is to find out about it.</returns>
    public static bool LookAfter(
        VersionModel version, NodeModel node, EjectState state, EjectPlan plan, in EjectCounts others, long now, CompileContext context)
    {
        var row = state.Row;
        if (row.Failures == 0 || !node.State.IsUsable) return false;
        var lasts = context.Time.GetElapsedTime(state.RowBegan, now);
        // No answer at all says more than an answer that is an error; but where answers take their time, some are always late.
        var isBeyondChance = OutlierMachine.IsRowBeyondChance(row.Failures, others);
        var isSilent = lasts >= SilentMin && (row.IsUnconnected || (row.Late > 0 && isBeyondChance));
        if (row.Failures >= Doubtful(plan) && (isSilent || (isBeyondChance && HasFailedAgain(node, state, context.Time))))
            TryEject(version, node, plan, Doubtful(plan), now, context);
        return lasts >= EjectSweep.Every && node.State.IsUsable;
    }

    /// <param name="rowMin">So many failures in a row it takes.</param>
    public static void TryEject(VersionModel version, NodeModel node, EjectPlan plan, int rowMin, long now, CompileContext context)
    {
        if (!node.State.IsUsable || !IsAnotherWell(version, node, plan)) return;
        BalancingSlice.Gate(version.State).TryEjectForRow(version, node, plan, rowMin, now, context);
    }

    /// <summary>
    /// Whether it failed, was left alone, and failed the first that it was trusted with after that. Where nobody may find out about
    /// it, five failures would take a quarter of a minute; that several fail at once is no more than a process that restarts.
    /// </summary>
    private static bool HasFailedAgain(NodeModel node, EjectState state, TimeProvider time) =>
        Volatile.Read(ref node.State.DoubtedAt) is var last and not 0 && time.GetElapsedTime(state.RowBegan, last) >= DoubtMachine.Shortest;

    /// <summary>
    /// Whether some other node has no such row. Where all fail at once the fault is behind them or before them, and to
    /// eject half of them would only leave the other half with twice the load when it is mended.
    /// </summary>
    private static bool IsAnotherWell(VersionModel version, NodeModel node, EjectPlan plan)
    {
        var others = new OtherNodes(version, node);
        for (var i = 0; i < others.Count; i++)
            if (others[i].IsUsable && BalancingSlice.Eject(others[i]).FailuresInARow < Doubtful(plan)) return true;

        return false;
    }

    /// <summary>Failures in a row from which a node is in doubt.</summary>
    private static int Doubtful(EjectPlan plan) => Math.Max(1, plan.ConsecutiveFailures / 2);
}
