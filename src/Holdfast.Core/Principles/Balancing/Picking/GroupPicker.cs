using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Ejecting;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>Picks within the group that the shares of the groups draw; within the others when that one is used up.</summary>
public abstract class GroupPicker(PickerContext context) : NodePicker
{
    protected PickerContext Context { get; } = context;

    public sealed override double Readiness(NodeModel node) => Context.Ramp.At(node.State.UsableSince, Context.Time.GetTimestamp());

    public sealed override NodeModel? Pick(VersionModel version, Call call)
    {
        var candidates = version.CandidatesOf(call);
        var arrangement = candidates.Draw();
        if (version.State.InDoubt is not null && Trial.Take(version, arrangement, call) is { } inDoubt) return inDoubt;
        var groups = arrangement.Groups;
        if (groups.Count == 1) return PickFrom(groups[0], arrangement, call) ?? candidates.Any(call);

        var drawn = arrangement.At(DrawGroup(call));
        if (drawn is not null && PickFrom(drawn, arrangement, call) is { } node) return node;
        // By index: an enumerator of an interface is an allocation.
        for (var i = 0; i < groups.Count; i++)
            if (!ReferenceEquals(groups[i], drawn) && PickFrom(groups[i], arrangement, call) is { } other) return other;
        return candidates.Any(call);
    }

    public sealed override TimeSpan UntilUsable(VersionModel version, Call call)
    {
        // A probe that fails turns at the next ones at the soonest; an ejection ends when it was said to.
        var soonest = Context.Health.Probe?.Every ?? TimeSpan.MaxValue;
        var now = call.Time.GetTimestamp();
        var nodes = version.CandidatesOf(call).Nodes;
        for (var i = 0; i < nodes.Count; i++)
        {
            var state = nodes[i].State;
            if (state.Withheld != Withheld.Ejected) continue;
            var left = call.Time.GetElapsedTime(now, BalancingSlice.Eject(state).Until);
            if (left < soonest) soonest = left;
        }

        return soonest == TimeSpan.MaxValue || soonest < Shortest ? Shortest : soonest;
    }

    /// <summary>From [0, 1): which group the call falls to.</summary>
    protected virtual double DrawGroup(Call call) => Context.Random.NextDouble();

    /// <summary>A node of the group that the arrangement admits and the call has not tried; null when there is none.</summary>
    protected abstract NodeModel? PickFrom(CandidateGroup group, Arrangement arrangement, Call call);
}
