using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Ejections of one version, one at a time: two at once would each see room for one under the cap.</summary>
public sealed class EjectGate
{
    private readonly Lock _gate = new();
    private readonly long[] _ejections = new long[Enum.GetValues<EjectReason>().Length];
    private Full? _full;

    /// <summary>Ejections so far.</summary>
    public long Ejections(EjectReason reason) => Interlocked.Read(ref _ejections[(int)reason]);

    /// <summary>Told of every ejection, on the thread that ejects; must be quick.</summary>
    internal Action<VersionModel, NodeModel>? Told { get; set; }

    /// <summary>Ejects a node if the cap has room and another is left. Takes no lock while there was found to be no room.</summary>
    /// <param name="why">In words for an operator.</param>
    /// <param name="now">Timestamp.</param>
    internal bool TryEject(VersionModel version, NodeModel node, EjectPlan plan, EjectReason reason, string why, long now, CompileContext context) =>
        TryEjectNow(version, node, plan, reason, why, rowMin: 0, now, context);

    /// <summary>As <see cref="TryEject"/>, for failures in a row, if they are still so many: another call may have ended the row since it was counted.</summary>
    internal bool TryEjectForRow(VersionModel version, NodeModel node, EjectPlan plan, int rowMin, long now, CompileContext context) =>
        TryEjectNow(version, node, plan, EjectReason.FailuresInARow, why: null, rowMin, now, context);

    private bool TryEjectNow(
        VersionModel version, NodeModel node, EjectPlan plan, EjectReason reason, string? why, int rowMin, long now, CompileContext context)
    {
        var epoch = version.State.Epoch;
        if (!node.State.IsUsable || IsFull(version, epoch)) return false;
        TimeSpan time;
        lock (_gate)
        {
            if (!node.State.IsUsable) return false;
            epoch = version.State.Epoch;
            var tally = version.State.Tally;
            if (!EjectCap.MayEject(tally.Nodes, tally.Usable, tally.Ejected, plan.AtMost))
            {
                Volatile.Write(ref _full, new Full(new WeakReference<VersionModel>(version), epoch));
                return false;
            }

            var state = BalancingSlice.Eject(node.State);
            var row = state.Row;
            if (row.Failures < rowMin) return false;
            why ??= row.ToString();
            time = state.Machine.Time(plan.For, plan.ForAtMost, context.Random.NextDouble());
            // Before it is withheld: whoever sees that it is must not find an end that is past, or checks of an earlier ejection.
            state.Machine = state.Machine.Ejected();
            state.Reason = reason;
            state.Number++;
            state.WasUnconnected = reason == EjectReason.FailuresInARow && row.IsUnconnected;
            state.WasForAnswers = reason != EjectReason.FailuresInARow || row.IsAnswering;
            state.IsCheckFailing = false;
            state.Since = now;
            state.Until = now + (long)(time.TotalSeconds * context.Time.TimestampFrequency);
            _ejections[(int)reason]++;
            node.State.Mark(Withheld.Ejected, on: true, why);
        }

        // Not under the gate, where the next ejection waits: pickers pass over the node already.
        version.State.Changed();
        BalancingSignals.Ejected(context.Signals, version, node, time, why);
        Told?.Invoke(version, node);
        return true;
    }

    /// <summary>Lets an ejected node back. The caller says <see cref="VersionState.Changed"/> afterwards, once for many nodes.</summary>
    /// <param name="number">The ejection that is to end: <see cref="EjectState.Number"/>.</param>
    /// <returns>False when that ejection is over.</returns>
    internal bool Return(NodeModel node, int number, long now, TimeProvider time)
    {
        lock (_gate)
        {
            var state = BalancingSlice.Eject(node.State);
            if (state.Number != number) return false;
            // Before it gets traffic: what it failed until now was made up for.
            state.ForgetRow();
            if (!node.State.Mark(Withheld.Ejected, on: false, "")) return false;
            state.Machine = state.Machine.Returned(time.GetElapsedTime(state.Since, Math.Min(now, state.Until)));
            state.Until = 0;
            return true;
        }
    }

    /// <summary>Lets all ejected nodes back when nothing else of the version is left.</summary>
    /// <returns>Those that get traffic again; none as a rule.</returns>
    internal IReadOnlyList<NodeModel> ReturnIfLast(VersionModel version, TimeProvider time)
    {
        NodeModel[] back;
        lock (_gate)
        {
            var tally = version.State.Tally;
            if (!EjectCap.MustReturn(tally.Usable, tally.EjectedOnly)) return [];
            var now = time.GetTimestamp();
            back = [.. version.Nodes.Where(node => Return(node, BalancingSlice.Eject(node.State).Number, now, time))];
        }

        version.State.Changed();
        return [.. back.Where(static node => node.State.IsUsable)];
    }

    /// <summary>Whether any node is ejected.</summary>
    internal static bool HasEjected(VersionModel version) => version.State.Tally.Ejected > 0;

    /// <summary>A node that was ejected before has answered well.</summary>
    internal void Vouch(NodeModel node, TimeSpan since)
    {
        lock (_gate)
        {
            var state = BalancingSlice.Eject(node.State);
            state.Machine = state.Machine.Vouched(since);
        }
    }

    /// <summary>No room stays no room until the availability of a node changes, or another revision has other nodes or another cap.</summary>
    private bool IsFull(VersionModel version, int epoch) =>
        Volatile.Read(ref _full) is { } full && full.Epoch == epoch && full.Version.TryGetTarget(out var known) && ReferenceEquals(known, version);

    /// <param name="Version">Weakly: a gate outlives its revisions.</param>
    private sealed record Full(WeakReference<VersionModel> Version, int Epoch);
}
