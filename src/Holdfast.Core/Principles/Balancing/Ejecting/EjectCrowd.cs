using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Whether the other nodes are late as well: then more is asked than all of them can do, and that is no node's fault.</summary>
/// <remarks>
/// Where a queue grows before all nodes, they become late within moments of each other, and one is the first to be late
/// five times in a row. To eject it would leave the others with its load, and then it is the next one's turn, until half
/// of what could answer stands idle, and does so for as long as an ejection lasts.
/// </remarks>
internal static class EjectCrowd
{
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
}
