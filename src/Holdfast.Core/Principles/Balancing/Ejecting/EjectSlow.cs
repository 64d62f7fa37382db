using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Finds the node that takes far longer to answer than the others of its zone and priority.</summary>
/// <remarks>
/// Typical time is the geometric mean over the window: a pause of half a second in ten does not make a node slow, and
/// half of the answers at a hundred times the usual time do. Where times differ by their nature it must be more than they
/// do by chance. A zone is compared within itself: distance is no illness.
/// </remarks>
internal static class EjectSlow
{
    /// <summary>Spans over which times are compared, in sweeps: four seconds and ten.</summary>
    private static readonly int[] Spans = [16, EjectWindow.SweepsMax];

    /// <returns>Null: none.</returns>
    public static (NodeModel Node, string Why)? Find(VersionModel version, int times)
    {
        foreach (var span in Spans)
        {
            // In all but a few sweeps no two nodes are that far apart, and nothing more need be done.
            var (least, most) = Range(version, span);
            if (least > most || !OutlierMachine.IsSlow(most, least, times)) continue;
            var found = Judged(version, span)
                .GroupBy(static one => (one.Node.Plan.Priority, one.Node.Plan.Zone))
                .Select(group => Slowest([.. group.OrderBy(static one => one.Counts.Logarithm)], times))
                .FirstOrDefault(static one => one is not null);
            if (found is not null) return found;
        }

        return null;
    }

    private static (double Least, double Most) Range(VersionModel version, int span)
    {
        var (least, most) = (double.MaxValue, double.MinValue);
        for (var i = 0; i < version.Nodes.Count; i++)
        {
            if (!version.Nodes[i].State.IsUsable) continue;
            var counts = BalancingSlice.Eject(version.Nodes[i].State).Window.Over(span);
            if (counts.Timed < OutlierMachine.EvidenceMin) continue;
            least = Math.Min(least, counts.Logarithm);
            most = Math.Max(most, counts.Logarithm);
        }

        return (least, most);
    }

    private static IEnumerable<(NodeModel Node, EjectCounts Counts)> Judged(VersionModel version, int span) =>
        from node in version.Nodes
        where node.State.IsUsable
        let counts = BalancingSlice.Eject(node.State).Window.Over(span)
        where counts.Timed >= OutlierMachine.EvidenceMin
        select (node, counts);

    private static (NodeModel Node, string Why)? Slowest((NodeModel Node, EjectCounts Counts)[] sorted, int times)
    {
        if (sorted.Length < 2) return null;
        var (node, own) = sorted[^1];
        // Of an even number the slower of the two in the middle: in doubt nobody is slow.
        var others = sorted[(sorted.Length - 1) / 2].Counts;
        return OutlierMachine.IsSlow(own.Logarithm, others.Logarithm, times) && OutlierMachine.IsSlowBeyondChance(own, others, sorted.Length)
            ? (node, $"answers in {Milliseconds(own.Logarithm)}, others in {Milliseconds(others.Logarithm)}")
            : null;
    }

    private static string Milliseconds(double logarithm) => $"{LogScale.Duration(logarithm).TotalMilliseconds:0.#} ms";
}
