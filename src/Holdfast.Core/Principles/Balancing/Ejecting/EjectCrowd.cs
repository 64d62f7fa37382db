using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Whether the other nodes are late as well: then more is asked than all of them can do, and that is no node's fault.</summary>
/// <remarks>
/// Where a queue grows before all nodes, they become late within moments of each other, and one is the first to be late
/// five times in a row. To eject it would leave the others with its load, and then it is the next one's turn, until half
/// of what could answer stands idle, and does so for as long as an ejection lasts.
/// <para>
/// In those moments the others are late now and then, and the newest that is known of one may be an answer that was just
/// in time. So before a node is ejected it is looked at all that they did since its row began.
/// </para>
/// </remarks>
internal sealed class EjectCrowd
{
    /// <summary>Share of late or failed attempts from which another node is as late. Of a node that is well, hardly one in a hundred is.</summary>
    private const double LateShare = 0.2;

    private Row? _row;

    /// <summary>A row of late attempts begins.</summary>
    public void Begin(VersionModel version, NodeModel node)
    {
        var others = new OtherNodes(version, node);
        var begun = new (long Good, long Failed)[others.Count];
        for (var i = 0; i < begun.Length; i++) begun[i] = Read(others[i]);
        Volatile.Write(ref _row, new Row(new WeakReference<VersionModel>(version), begun));
    }

    /// <summary>Whether most of the others were late since the row began. Asked where a node is about to be ejected.</summary>
    public bool WasLateToo(VersionModel version, NodeModel node)
    {
        if (Volatile.Read(ref _row) is not { } row || !row.IsOf(version)) return false;
        var (begun, others) = (row.Begun, new OtherNodes(version, node));
        var (late, usable) = (0, 0);
        for (var i = 0; i < begun.Length; i++)
        {
            if (!others[i].IsUsable) continue;
            usable++;
            var (good, failed) = Read(others[i]);
            (good, failed) = (good - begun[i].Good, failed - begun[i].Failed);
            if (failed > 0 && failed >= LateShare * (good + failed)) late++;
        }

        return late * 2 > usable;
    }

    /// <summary>Whether the newest that is known of most of the others is that they are late, too. Asked when an attempt becomes late, which no call waits for.</summary>
    public static bool IsLateToo(VersionModel version, NodeModel node)
    {
        var (late, usable) = (0, 0);
        var others = new OtherNodes(version, node);
        for (var i = 0; i < others.Count; i++)
        {
            if (!others[i].IsUsable) continue;
            usable++;
            if (BalancingSlice.Eject(others[i]).IsLate) late++;
        }

        return late * 2 > usable;
    }

    private static (long Good, long Failed) Read(NodeState node)
    {
        var counts = BalancingSlice.Eject(node).Read();
        return (counts.Good, counts.Failed);
    }

    /// <summary>What the others had done when it began.</summary>
    /// <param name="Version">Weakly: a node's state outlives its revisions, and would keep one of them for as long as no other row begins.</param>
    private sealed record Row(WeakReference<VersionModel> Version, (long Good, long Failed)[] Begun)
    {
        public bool IsOf(VersionModel version) => Version.TryGetTarget(out var known) && ReferenceEquals(known, version);
    }
}
