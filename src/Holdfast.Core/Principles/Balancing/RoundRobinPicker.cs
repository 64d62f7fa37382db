using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Probing;

namespace Holdfast.Core.Principles.Balancing;

/// <summary>Weighted round-robin within the group that the share of the groups draws; the other groups when that one is used up.</summary>
/// <param name="probe">Null: nodes are not probed.</param>
public sealed class RoundRobinPicker(IRandomSource random, ProbePlan? probe) : NodePicker
{
    private const int StartsMax = 1 << 16;

    public override object Prepare(IReadOnlyList<NodeModel> nodes) => new TurnWheel(nodes, random.Next(StartsMax));

    public override NodeModel? Pick(VersionModel version, Call call)
    {
        var arrangement = version.Candidates.Draw();
        var groups = arrangement.Groups;
        if (groups.Count == 1) return Wheel(groups[0]).Next(call, arrangement) ?? version.Candidates.Any(call);

        var drawn = arrangement.At(random.NextDouble());
        if (drawn is not null && Wheel(drawn).Next(call, arrangement) is { } node) return node;
        foreach (var group in groups)
            if (!ReferenceEquals(group, drawn) && Wheel(group).Next(call, arrangement) is { } other) return other;
        return version.Candidates.Any(call);
    }

    public override TimeSpan UntilUsable(VersionModel version, Call call)
    {
        // A probe that fails turns at the next ones at the soonest; an ejection ends when it was said to.
        var soonest = probe?.Every ?? TimeSpan.MaxValue;
        var now = call.Time.GetTimestamp();
        for (var i = 0; i < version.Nodes.Count; i++)
        {
            var state = version.Nodes[i].State;
            if (state.Withheld != Withheld.Ejected) continue;
            var left = call.Time.GetElapsedTime(now, BalancingSlice.Eject(state).Until);
            if (left < soonest) soonest = left;
        }

        return soonest == TimeSpan.MaxValue || soonest < Shortest ? Shortest : soonest;
    }

    private static TurnWheel Wheel(CandidateGroup group) => (TurnWheel)group.Prepared!;
}
