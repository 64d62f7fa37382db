using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing;

/// <summary>Weighted round-robin within the group that the share of the groups draws; the other groups when that one is used up.</summary>
public sealed class RoundRobinPicker(IRandomSource random) : NodePicker
{
    private const int StartsMax = 1 << 16;

    public override object Prepare(IReadOnlyList<NodeModel> nodes) => new TurnWheel(nodes, random.Next(StartsMax));

    public override NodeModel? Pick(VersionModel version, Call call)
    {
        var arrangement = version.Candidates.Current;
        var groups = arrangement.Groups;
        if (groups.Count == 0) return null;
        if (groups.Count == 1) return Wheel(groups[0]).Next(call);

        var drawn = arrangement.At(random.NextDouble())!;
        if (Wheel(drawn).Next(call) is { } node) return node;
        foreach (var group in groups)
            if (!ReferenceEquals(group, drawn) && Wheel(group).Next(call) is { } other) return other;
        return null;
    }

    private static TurnWheel Wheel(CandidateGroup group) => (TurnWheel)group.Prepared!;
}
