using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Failover;

/// <summary>Groups nodes by priority and, within one, by nearness: the own zone before the others.</summary>
public sealed class FailoverArranger(string zone) : ICandidateArranger
{
    public IReadOnlyList<CandidateGroup> Arrange(IReadOnlyList<NodeModel> nodes, bool inPanic, Func<NodeModel, double> readiness)
    {
        var groups = nodes
            .GroupBy(node => (node.Plan.Priority, Far: zone.Length > 0 && node.Plan.Zone != zone))
            .OrderBy(static group => group.Key)
            .Select(group => (Members: group.ToArray(), Usable: group.Where(node => node.State.MayBeUsed(inPanic)).ToArray()))
            .ToArray();
        var shares = FailoverMachine.Shares([.. groups.Select(group =>
            (group.Usable.Sum(node => node.Plan.Weight * readiness(node)), group.Members.Sum(static node => node.Plan.Weight)))]);
        return
        [
            .. groups.Zip(shares, static (group, share) => new CandidateGroup(share, group.Usable, group.Members))
                .Where(static group => group.Nodes.Count > 0),
        ];
    }
}
