using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Pipeline.Model;

/// <summary>Which nodes of a version may be used now, in groups, each with its share of the traffic.</summary>
/// <remarks>
/// A call reads one field. The arrangement is made anew by whoever changes the availability of a node, for the live
/// revision; a call of an older one goes on with the arrangement it has, in which withheld nodes are passed over.
/// </remarks>
public sealed class Candidates(
    IReadOnlyList<NodeModel> nodes, VersionState state, ICandidateArranger arranger, NodePicker picker, PanicPolicy panic, IRandomSource random)
{
    private Arrangement _current = Arrange(nodes, state.Epoch, arranger, picker, state.Panic);

    /// <summary>May be a moment older than the nodes' own states.</summary>
    public Arrangement Current => Volatile.Read(ref _current);

    /// <summary>The arrangement for one attempt: the current one, but for some of the attempts made while panic is left.</summary>
    public Arrangement Draw()
    {
        var current = Current;
        return current.Everyone is { } everyone && random.NextDouble() >= panic.UsableShare(current.Panic) ? everyone : current;
    }

    /// <summary>
    /// Any node that may be used and that the call has not tried, a usable one first; null when there is none. To be
    /// asked before saying so: the arrangement may be from before a node came back.
    /// </summary>
    public NodeModel? Any(Call call)
    {
        if (Any(call, inPanic: false) is { } usable) return usable;
        state.Settle();
        return state.Panic.Phase == PanicPhase.Calm ? null : Any(call, inPanic: true);
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
            Volatile.Write(ref _current, Arrange(nodes, epoch, arranger, picker, state.Panic));
        return news;
    }

    /// <summary>Gives the groups their shares anew while a node of them is in slow start; what pickers have prepared is kept.</summary>
    internal void Share()
    {
        if (!Current.IsRamping) return;
        lock (state.Arranging)
            if (_current.Epoch == state.Epoch) Volatile.Write(ref _current, Arrange(nodes, _current.Epoch, arranger, picker, _current.Panic, _current));
    }

    private NodeModel? Any(Call call, bool inPanic)
    {
        // By index: an enumerator of an interface is an allocation.
        for (var i = 0; i < nodes.Count; i++)
            if (nodes[i].State.MayBeUsed(inPanic) && !call.Tried.Contains(nodes[i].State)) return nodes[i];
        return null;
    }

    private static Arrangement Arrange(
        IReadOnlyList<NodeModel> nodes, int epoch, ICandidateArranger arranger, NodePicker picker, Panic mode, Arrangement? before = null)
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
                .Select(group => group with { Prepared = known?.PreparedFor(group.Nodes) ?? picker.Prepare(group) }),
        ];
    }
}
