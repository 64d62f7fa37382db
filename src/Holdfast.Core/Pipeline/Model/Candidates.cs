using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Pipeline.Model;

/// <summary>Which nodes of a version may be used now, in groups, each with its share of the traffic.</summary>
/// <remarks>
/// A call reads one field. The arrangement is made anew by whoever changes the availability of a node, for the live
/// revision; a call of an older one goes on with the arrangement it has, in which withheld nodes are passed over.
/// </remarks>
public sealed class Candidates(
    IReadOnlyList<NodeModel> nodes, VersionState state, ICandidateArranger arranger, NodePicker picker)
{
    private readonly Lock _arranging = new();
    private Arrangement _current = Arrange(nodes, state, arranger, picker);

    /// <summary>May be a moment older than the nodes' own states.</summary>
    public Arrangement Current => Volatile.Read(ref _current);

    /// <summary>
    /// Any usable node that the call has not tried; null when there is none. To be asked before saying so: the
    /// arrangement may be from before a node came back.
    /// </summary>
    public NodeModel? Any(Call call)
    {
        // By index: an enumerator of an interface is an allocation.
        for (var i = 0; i < nodes.Count; i++)
            if (nodes[i].State.IsUsable && !call.Tried.Contains(nodes[i].State)) return nodes[i];
        return null;
    }

    /// <summary>Arranges anew where availability has changed. Many changes at once share one arrangement.</summary>
    internal void Renew()
    {
        lock (_arranging)
            if (_current.Epoch != state.Epoch) Volatile.Write(ref _current, Arrange(nodes, state, arranger, picker));
    }

    private static Arrangement Arrange(
        IReadOnlyList<NodeModel> nodes, VersionState state, ICandidateArranger arranger, NodePicker picker)
    {
        // Read before the nodes: a change in between makes this arrangement outdated, never a newer one go unnoticed.
        var epoch = state.Epoch;
        var groups = arranger.Arrange(nodes).Select(group => group with { Prepared = picker.Prepare(group.Nodes) });
        return new Arrangement(epoch, groups.ToArray());
    }
}
