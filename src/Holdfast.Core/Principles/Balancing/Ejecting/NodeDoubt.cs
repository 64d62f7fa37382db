using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Keeps calls that cannot be made good from nodes that are likely to fail them.</summary>
internal static class NodeDoubt
{
    /// <summary>Whether a call looks which nodes are in doubt. Every attempt but the first does: who has waited once has done enough.</summary>
    public static bool IsCareful(Call call) => call.Attempts > 0 || call.Interface?.Retry.MayFindOut(call) == false;

    /// <summary>Whether there may be anything to look for: in nearly every moment there is not.</summary>
    public static bool IsAny(VersionModel version, Call call) =>
        Volatile.Read(ref version.State.DoubtedUntil) is var until and not 0 && call.Now < until;

    /// <summary>Whether the pick that is under way trusts a node.</summary>
    public static bool IsPassed(Call call, NodeState node) => call.Tried.TrustMin == 0 || Trust(node, call.Time, call.Now) >= call.Tried.TrustMin;

    /// <summary>From 0 to 1; see <see cref="DoubtMachine.Trust"/>.</summary>
    public static double Trust(NodeState node, TimeProvider time, long now) => Volatile.Read(ref node.DoubtedAt) is var at && at == 0
        ? 1
        : DoubtMachine.Trust(EjectState.FailuresInARowOf(node), time.GetElapsedTime(at, now));

    /// <summary>A node has failed once more: from here on it is in doubt, unless that may be chance. Where that would be more than half of them, none is.</summary>
    public static void Cast(VersionModel version, NodeModel node, int row, long now, TimeProvider time)
    {
        if (!node.State.IsUsable || !DoubtMachine.IsDoubtful(row, BalancingSlice.Doubts(version.State).Failing)) return;
        // By the row before this failure: a doubt that ran out has made room for others.
        var wasDoubted = Volatile.Read(ref node.State.DoubtedAt) is var at and not 0 && DoubtMachine.Trust(row - 1, time.GetElapsedTime(at, now)) < 1;
        if (!wasDoubted && !HasRoom(version, node, now, time))
        {
            Lift(version, lateOnly: false);
            return;
        }

        Volatile.Write(ref node.State.DoubtedAt, now);
        var until = now + (long)(2 * DoubtMachine.Lasts(row).TotalSeconds * time.TimestampFrequency);
        ref var last = ref version.State.DoubtedUntil;
        for (var known = Volatile.Read(ref last); known < until; known = Volatile.Read(ref last))
            if (Interlocked.CompareExchange(ref last, until, known) == known) return;
    }

    /// <summary>Most nodes fail, or are late: those that were so first are no worse than the others.</summary>
    public static void Lift(VersionModel version, bool lateOnly)
    {
        ref var until = ref version.State.DoubtedUntil;
        var known = Volatile.Read(ref until);
        // Once, and not for every call that fails: there are thousands of those, and of nodes.
        if (known == 0 || (!lateOnly && Interlocked.Exchange(ref until, 0) == 0)) return;
        var isAnyLeft = false;
        for (var i = 0; i < version.Nodes.Count; i++)
        {
            var node = version.Nodes[i].State;
            if (Volatile.Read(ref node.DoubtedAt) == 0) continue;
            var state = BalancingSlice.Eject(node);
            if (!lateOnly || state.Row.IsLateOnly) Volatile.Write(ref node.DoubtedAt, 0);
            else isAnyLeft = true;
        }

        // Those that fail otherwise are still looked for.
        if (lateOnly && !isAnyLeft) Interlocked.CompareExchange(ref until, 0, known);
    }

    private static bool HasRoom(VersionModel version, NodeModel node, long now, TimeProvider time)
    {
        var (doubted, usable) = (0, 0);
        var others = new OtherNodes(version, node);
        for (var i = 0; i < others.Count; i++)
        {
            if (!others[i].IsUsable) continue;
            usable++;
            if (Trust(others[i], time, now) < 1) doubted++;
        }

        return DoubtMachine.HasRoom(doubted, usable);
    }
}
