using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Pipeline.Model;

/// <summary>Which nodes of a version may be used now, in groups, each with its share of the traffic.</summary>
/// <remarks>
/// A call reads one field. The arrangement is made anew by whoever changes the availability of a node, for the live
/// revision; a call of an older one goes on with the arrangement it has, in which withheld nodes are passed over.
/// </remarks>
/// <param name="nodes">All of the version, or those of a part.</param>
/// <param name="part">For a part of the nodes, which nobody follows: whoever picks from it brings it up to date. Null: it is all of them.</param>
public sealed class Candidates(
    IReadOnlyList<NodeModel> nodes, VersionState state, ICandidateArranger arranger, NodePicker picker, PanicPolicy panic, IRandomSource random,
    PartShape? part = null)
{
    // Before the arrangement: panic that comes between them has it made anew.
    private Panic _seen = state.Panic;
    private Arrangement _current = Arrange(nodes, state.Epoch, arranger, picker, part is null ? state.Panic : PanicOf(nodes, state.Panic, part), part);
    private int _renewing;

    public IReadOnlyList<NodeModel> Nodes => nodes;

    /// <summary>Whether no node of it may be used: not even, where it tries those, one that is withheld for its health.</summary>
    public bool IsLost => !AnyMayBeUsed(nodes, inPanic: MayPanic);

    /// <summary>May be a moment older than the nodes' own states.</summary>
    public Arrangement Current => Volatile.Read(ref _current);

    /// <summary>The arrangement for one attempt: the current one, but for some of the attempts made while panic is left.</summary>
    public Arrangement Draw()
    {
        if (part is not null) Refresh();
        var current = Current;
        return current.Everyone is { } everyone && random.NextDouble() >= panic.UsableShare(current.Panic) ? everyone : current;
    }

    /// <summary>Where to begin when nodes are asked in turn: elsewhere each time, or whoever stands behind a full one gets all that it turns away.</summary>
    /// <param name="count">Of nodes, above 0.</param>
    internal int DrawPlace(int count) => (int)(random.NextDouble() * count);

    /// <summary>
    /// Any node that may be used and that the call has not tried, a usable one first; null when there is none. To be
    /// asked before saying so: the arrangement may be from before a node came back.
    /// </summary>
    public NodeModel? Any(Call call)
    {
        // Where nothing has changed since it was made, the arrangement has all that may be used: of thousands that are
        // withheld none need be looked at, for every call that is refused.
        var current = Current;
        if (part is null && current.Epoch == state.Epoch && current.Panic.Phase == PanicPhase.Calm) return Among(current.Groups, call);
        if (Any(call, inPanic: false) is { } usable) return usable;
        state.Settle();
        return MayPanic ? Any(call, inPanic: true) : null;
    }

    /// <summary>Arranges anew where availability has changed. Under <see cref="VersionState.Arranging"/>.</summary>
    /// <param name="goesLive">Whether these candidates are followed from here on, and have their say on panic for the first time.</param>
    /// <returns>What there is to tell of panic, once no lock is held.</returns>
    internal Action? Renew(bool goesLive)
    {
        // Read before the nodes: a change in between makes this arrangement outdated, never a newer one go unnoticed.
        var epoch = state.Epoch;
        if (_current.Epoch == epoch && !goesLive) return null;
        state.Panic = panic.Next(state, nodes, out var news);
        if (_current.Epoch != epoch || _current.Panic != state.Panic)
            Volatile.Write(ref _current, Arrange(nodes, epoch, arranger, picker, state.Panic, part));
        return news;
    }

    /// <summary>Gives the groups their shares anew while a node of them is in slow start; what pickers have prepared is kept.</summary>
    internal void Share()
    {
        if (!Current.IsRamping) return;
        if (part is not null)
        {
            Refresh(always: true);
            return;
        }

        lock (state.Arranging)
            if (_current.Epoch == state.Epoch) Volatile.Write(ref _current, Arrange(nodes, _current.Epoch, arranger, picker, _current.Panic, part, _current));
    }

    internal bool Has(NodeState node)
    {
        for (var i = 0; i < nodes.Count; i++)
            if (ReferenceEquals(nodes[i].State, node)) return true;
        return false;
    }

    private bool MayPanic => state.Panic.Phase != PanicPhase.Calm || (part is { TriesWithheld: true } && !AnyMayBeUsed(nodes, inPanic: false));

    /// <summary>Of a part: arranged anew where the availability of some node has changed. One does it; who comes meanwhile goes on with what there is.</summary>
    private void Refresh(bool always = false)
    {
        if (!always && _current.Epoch == state.Epoch && ReferenceEquals(Volatile.Read(ref _seen), state.Panic)) return;
        if (Interlocked.Exchange(ref _renewing, 1) == 1) return;
        try
        {
            // Both before the nodes, as for a version.
            var (epoch, seen) = (state.Epoch, state.Panic);
            var (before, mode) = (_current, PanicOf(nodes, seen, part!));
            Volatile.Write(ref _current, Arrange(nodes, epoch, arranger, picker, mode, part, before.Epoch == epoch && before.Panic == mode ? before : null));
            Volatile.Write(ref _seen, seen);
        }
        finally
        {
            Volatile.Write(ref _renewing, 0);
        }
    }

    /// <summary>A part may panic by itself: it is as lost as a version that has no usable node.</summary>
    private static Panic PanicOf(IReadOnlyList<NodeModel> nodes, Panic version, PartShape shape) =>
        version.Phase != PanicPhase.Panic && shape.TriesWithheld && !AnyMayBeUsed(nodes, inPanic: false) ? new Panic(PanicPhase.Panic, 0, 0) : version;

    private static bool AnyMayBeUsed(IReadOnlyList<NodeModel> nodes, bool inPanic)
    {
        for (var i = 0; i < nodes.Count; i++)
            if (nodes[i].State.MayBeUsed(inPanic)) return true;
        return false;
    }

    private static NodeModel? Among(IReadOnlyList<CandidateGroup> groups, Call call)
    {
        for (var group = 0; group < groups.Count; group++)
        {
            var usable = groups[group].Nodes;
            for (var i = 0; i < usable.Count; i++)
                if (usable[i].State.IsUsable && !call.Tried.Contains(usable[i].State)) return usable[i];
        }

        return null;
    }

    private NodeModel? Any(Call call, bool inPanic)
    {
        // By index: an enumerator of an interface is an allocation.
        for (var i = 0; i < nodes.Count; i++)
            if (nodes[i].State.MayBeUsed(inPanic) && !call.Tried.Contains(nodes[i].State)) return nodes[i];
        return null;
    }

    private static Arrangement Arrange(
        IReadOnlyList<NodeModel> nodes, int epoch, ICandidateArranger arranger, NodePicker picker, Panic mode, PartShape? part = null, Arrangement? before = null)
    {
        var inPanic = mode.Phase == PanicPhase.Panic;
        var groups = Groups(inPanic, before);
        return new Arrangement(epoch, groups, mode)
        {
            // A single group has everything, whatever it is ready for.
            IsRamping = !inPanic && groups.Length > 1 && groups.Any(group => group.Nodes.Any(node => picker.Readiness(node) < 1)),
            Everyone = mode.Phase == PanicPhase.Leaving
                ? before?.Everyone ?? new Arrangement(epoch, Groups(all: true, null), mode with { Phase = PanicPhase.Panic })
                : null,
        };

        CandidateGroup[] Groups(bool all, Arrangement? known) =>
        [
            // Panic has a ramp of its own: what is withheld is as ready as what has just come back.
            .. arranger.Arrange(nodes, all, all ? static _ => 1 : picker.Readiness)
                .Select(group => part is null ? group : group with { IsOneOfMany = part.IsOneOfMany })
                .Select(group => group with { Prepared = known?.PreparedFor(group.Nodes) ?? picker.Prepare(group) }),
        ];
    }
}
