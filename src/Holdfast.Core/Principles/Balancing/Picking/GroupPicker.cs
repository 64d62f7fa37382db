using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Ejecting;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>Picks within the group that the shares of the groups draw; within the others when that one is used up.</summary>
public abstract class GroupPicker(PickerContext context) : NodePicker
{
    private Soonest? _soonest;

    protected PickerContext Context { get; } = context;

    public sealed override double Readiness(NodeModel node) => Context.Ramp.At(node.State.UsableSince, Context.Time.GetTimestamp());

    public sealed override NodeModel? Pick(VersionModel version, Call call)
    {
        var candidates = version.CandidatesOf(call);
        var arrangement = candidates.Draw();
        if (version.State.InDoubt is not null && Trial.Take(version, arrangement, call) is { } inDoubt) return inDoubt;
        if (NodeDoubt.IsAny(version, call) && NodeDoubt.IsCareful(call) && PickTrusted(arrangement, call) is { } trusted) return trusted;
        return PickAmong(arrangement, call, shareMin: 0) ?? candidates.Any(call);
    }

    public sealed override TimeSpan UntilUsable(VersionModel version, Call call)
    {
        // A probe that fails turns at the next ones at the soonest; an ejection ends when it was said to.
        var soonest = Context.Health.Probe?.Every ?? TimeSpan.MaxValue;
        if (SoonestOf(version, version.CandidatesOf(call)).Until is var until and not long.MaxValue)
        {
            var left = call.Time.GetElapsedTime(call.Time.GetTimestamp(), until);
            if (left < soonest) soonest = left;
        }

        return soonest == TimeSpan.MaxValue || soonest < Shortest ? Shortest : soonest;
    }

    private NodeModel? PickTrusted(Arrangement arrangement, Call call)
    {
        // One draw for the whole pick: a node that is trusted by half is passed by half of the calls. Never 0, which asks for nothing.
        call.Tried.TrustMin = 1 - Context.Random.NextDouble();
        // Doubt alone sends no call to where none goes: what is kept in reserve may not be as good.
        var node = PickAmong(arrangement, call, shareMin: double.Epsilon);
        call.Tried.TrustMin = 0;
        return node;
    }

    /// <param name="shareMin">Share that a group must have.</param>
    private NodeModel? PickAmong(Arrangement arrangement, Call call, double shareMin)
    {
        var groups = arrangement.Groups;
        if (groups.Count == 1) return PickFrom(groups[0], arrangement, call);

        var drawn = arrangement.At(DrawGroup(call));
        if (drawn is not null && PickFrom(drawn, arrangement, call) is { } node) return node;
        // By index: an enumerator of an interface is an allocation.
        for (var i = 0; i < groups.Count; i++)
            if (!ReferenceEquals(groups[i], drawn) && groups[i].Share >= shareMin && PickFrom(groups[i], arrangement, call) is { } other) return other;
        return null;
    }

    /// <summary>Looked for once for each change of the nodes, not for each call that is refused.</summary>
    private Soonest SoonestOf(VersionModel version, Candidates candidates)
    {
        var epoch = version.State.Epoch;
        if (Volatile.Read(ref _soonest) is { } known && known.Epoch == epoch && ReferenceEquals(known.Of, candidates)) return known;
        var until = long.MaxValue;
        for (var i = 0; i < candidates.Nodes.Count; i++)
        {
            var state = candidates.Nodes[i].State;
            if (state.Withheld == Withheld.Ejected) until = Math.Min(until, BalancingSlice.Eject(state).Until);
        }

        var found = new Soonest(candidates, epoch, until);
        Volatile.Write(ref _soonest, found);
        return found;
    }

    /// <summary>From [0, 1): which group the call falls to.</summary>
    protected virtual double DrawGroup(Call call) => Context.Random.NextDouble();

    /// <summary>A node of the group that the arrangement admits and the call has not tried; null when there is none.</summary>
    protected abstract NodeModel? PickFrom(CandidateGroup group, Arrangement arrangement, Call call);

    /// <param name="Until">Timestamp at which the first of the ejections ends; <see cref="long.MaxValue"/> where none does.</param>
    private sealed record Soonest(Candidates Of, int Epoch, long Until);
}
