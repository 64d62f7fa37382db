using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>A group's nodes as keys find them, and as calls without a key are drawn.</summary>
public sealed record HashLot(MaglevTable Table, Lot Lot, long WeightSum)
{
    /// <summary>Most attempts that a node may have in flight, the one to be added included: ⌈bound · (all of them + 1) · its share⌉.</summary>
    /// <remarks>Consistent hashing with bounded loads (Mirrokni, Thorup, Zadimoghaddam 2016). Some node is always below its bound.</remarks>
    /// <param name="inFlight">On their way to the nodes of the group.</param>
    /// <param name="bound">Above 1.</param>
    public int Most(NodeModel node, double inFlight, double bound) =>
        (int)Math.Ceiling(bound * (inFlight + 1) * node.Plan.Weight / WeightSum);

    /// <summary>Attempts on their way to its nodes; in the time of all of them, so for a few.</summary>
    public int InFlight()
    {
        var sum = 0;
        for (var i = 0; i < Lot.Count; i++) sum += Lot.StateOf(i).InFlight;
        return sum;
    }
}
