using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>What each node is meant to get, for an operator to hold against what it gets.</summary>
internal static class NodeShares
{
    /// <summary>Of the version's traffic, 0 to 1, by groups, weights and slow start; nodes that get none are left out.</summary>
    public static IReadOnlyDictionary<NodeModel, double> Of(VersionModel version)
    {
        var shares = new Dictionary<NodeModel, double>(version.Nodes.Count);
        foreach (var group in version.Candidates.Current.Groups)
        {
            var sum = group.Nodes.Sum(Carries);
            foreach (var node in group.Nodes) shares[node] = group.Share * Carries(node) / sum;
        }

        return shares;

        double Carries(NodeModel node) => node.Plan.Weight * version.Picker.Readiness(node);
    }
}
