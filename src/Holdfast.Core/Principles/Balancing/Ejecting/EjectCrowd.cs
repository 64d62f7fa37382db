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
    /// <summary>Other nodes that are looked at.</summary>
    private const int OthersMax = 16;

    /// <summary>Whether the newest that is known of most of the others is that they are late, too. Asked when an attempt becomes late, which no call waits for.</summary>
    public static bool IsLateToo(VersionModel version, NodeModel node)
    {
        var (late, others) = (0, 0);
        var (looks, step) = (Math.Min(version.Nodes.Count - 1, OthersMax), Math.Max(1, (version.Nodes.Count - 1) / OthersMax));
        for (var i = 0; i < looks; i++)
        {
            var other = version.Nodes[(node.Index + 1 + (i * step)) % version.Nodes.Count].State;
            if (!other.IsUsable) continue;
            others++;
            if (BalancingSlice.Eject(other).IsLate) late++;
        }

        return late * 2 > others;
    }
}
