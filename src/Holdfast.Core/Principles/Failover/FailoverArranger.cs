using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Failover;

/// <summary>Groups nodes by priority and, within one, by nearness: the own zone before the others.</summary>
public sealed class FailoverArranger(string zone) : ICandidateArranger
{
    public IReadOnlyList<CandidateGroup> Arrange(IReadOnlyList<NodeModel> nodes, bool inPanic)
    {
        var groups = nodes
            .GroupBy(node => (node.Plan.Priority, Far: zone.Length > 0 && node.Plan.Zone != zone))
            .OrderBy(static group => group.Key)
            .Select(group => (Usable: group.Where(node => node.State.MayBeUsed(inPanic)).ToArray(), Total: group.Sum(Weight)))
            .ToArray();
        var shares = FailoverMachine.Shares([.. groups.Select(static group => (group.Usable.Sum(Weight), group.Total))]);
        return [.. groups.Zip(shares, static (group, share) => new CandidateGroup(share, group.Usable)).Where(static group => group.Nodes.Count > 0)];
    }

    private static int Weight(NodeModel node) => node.Plan.Weight;
}
