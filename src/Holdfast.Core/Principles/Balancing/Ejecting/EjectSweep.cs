using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Compares the nodes of a version with each other, and ejects the one that does worst. One at a time.</summary>
/// <remarks>
/// A node is looked at over spans of several lengths at once: the shortest find at once what fails a lot, the longest
/// find what fails a little, and no span must first be emptied of the time in which the node was well.
/// </remarks>
internal sealed class EjectSweep(CompileContext context)
{
    /// <summary>Time from one sweep to the next.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <summary>Spans over which failures are compared, in sweeps: a quarter of a second to ten seconds.</summary>
    private static readonly int[] Spans = [1, 2, 4, 8, 16, EjectWindow.SweepsMax];

    /// <param name="keepsKeys">Requests with the same key, or of the same caller, go to the same node.</param>
    public void Run(VersionModel version, EjectPlan plan, bool keepsKeys, long now)
    {
        Span<EjectCounts> all = stackalloc EjectCounts[Spans.Length];
        var (isAnyBusy, isAnyInDoubt) = (false, false);
        var well = default(EjectCounts);
        foreach (var node in version.Nodes)
        {
            var state = BalancingSlice.Eject(node.State);
            isAnyInDoubt |= state.FailuresInARow > 0;
            if (!Read(node, state, now)) continue;
            isAnyBusy = true;
            for (var i = 0; i < Spans.Length; i++) all[i] = all[i].Plus(state.Window.Over(Spans[i]));
            if (state.FailuresInARow == 0) well = well.Plus(state.Window.Over(EjectWindow.SweepsMax));
            if (state.Machine.Ejections > 0) Vouch(version, node, state, plan, now);
        }

        if (well.Attempts > 0) BalancingSlice.Doubts(version.State).Failing = OutlierMachine.Failing(well);
        if (isAnyInDoubt) LookAfter(version, plan, all[^1], now);
        if (!isAnyBusy || version.Nodes.Count < 2) return;
        if (keepsKeys && EjectKeys.IsAnyOutForAnswers(version)) return;
        if (plan.FailureRatio is { } ratioMin) EjectFailing(version, plan, all, ratioMin, now);
        if (plan.Slower is { } times && EjectSlow.Find(version, times) is { } slow)
            Eject(version, slow.Node, plan, EjectReason.Slow, slow.Why, now);
    }

    /// <returns>Whether there is anything to look at. What a node did before it was withheld does not count when it is back.</returns>
    private static bool Read(NodeModel node, EjectState state, long now)
    {
        var reading = state.Read();
        if (!node.State.IsUsable)
        {
            state.Window.Restart(reading);
            state.VouchedAt = now;
            return false;
        }

        if (state.Window.IsIdle && reading == state.Window.Newest) return false;
        state.Window.Add(reading);
        return true;
    }

    private void LookAfter(VersionModel version, EjectPlan plan, in EjectCounts all, long now)
    {
        // In turn: of some nobody may come who could find out, as where keys keep to their nodes, or no call goes.
        var doubts = BalancingSlice.Doubts(version.State);
        NodeModel? asked = null;
        for (var i = 0; i < version.Nodes.Count; i++)
        {
            var node = version.Nodes[(doubts.Turn + i) % version.Nodes.Count];
            var state = BalancingSlice.Eject(node.State);
            if (state.FailuresInARow > 0
                && EjectRow.LookAfter(version, node, state, plan, all.Since(state.Window.Over(EjectWindow.SweepsMax)), now, context)) asked ??= node;
        }

        if (asked is null) return;
        doubts.Turn = asked.Index + 1;
        version.State.InDoubt = asked.State;
    }

    private void EjectFailing(VersionModel version, EjectPlan plan, ReadOnlySpan<EjectCounts> all, double ratioMin, long now)
    {
        var (worst, surest) = ((NodeModel?)null, 0.0);
        var (own, others) = (default(EjectCounts), default(EjectCounts));
        for (var i = 0; i < Spans.Length; i++)
        {
            if (all[i].Failed == 0) continue;
            foreach (var node in version.Nodes)
            {
                if (!node.State.IsUsable) continue;
                var counts = BalancingSlice.Eject(node.State).Window.Over(Spans[i]);
                if (counts.Failed == 0) continue;
                var rest = all[i].Since(counts);
                var likelihood = OutlierMachine.FailsMore(counts, rest, ratioMin, version.Nodes.Count);
                if (likelihood > surest) (worst, surest, own, others) = (node, likelihood, counts, rest);
            }
        }

        if (worst is null) return;
        Eject(version, worst, plan, EjectReason.FailureRatio,
            $"{own.FailureRatio * 100:0.#}% of {own.Attempts} attempts failed, others {others.FailureRatio * 100:0.#}%", now);
    }

    private void Eject(VersionModel version, NodeModel node, EjectPlan plan, EjectReason reason, string why, long now) =>
        BalancingSlice.Gate(version.State).TryEject(version, node, plan, reason, why, now, context);

    private void Vouch(VersionModel version, NodeModel node, EjectState state, EjectPlan plan, long now)
    {
        var newest = state.Window.Over(1);
        if (newest.Good == 0 || newest.FailureRatio >= (plan.FailureRatio ?? EjectPlan.FailureRatioField.Default)) return;
        BalancingSlice.Gate(version.State).Vouch(node, context.Time.GetElapsedTime(state.VouchedAt, now));
        state.VouchedAt = now;
    }
}
