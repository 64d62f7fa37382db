using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Pipeline.Model;

/// <summary>Which nodes of a version may be used now, in groups, each with its share of the traffic.</summary>
/// <remarks>
/// The arrangement is made anew when the availability of a node has changed, by the first call that notices; calls
/// meanwhile use the one before. A call reads one field.
/// </remarks>
public sealed class Candidates(
    IReadOnlyList<NodeModel> nodes, VersionState state, ICandidateArranger arranger, NodePicker picker)
{
    private Arrangement _current = Arrange(nodes, state, arranger, picker);
    private int _arranging;

    public Arrangement Current
    {
        get
        {
            var current = Volatile.Read(ref _current);
            return current.Epoch == state.Epoch ? current : Renew(current);
        }
    }

    private Arrangement Renew(Arrangement current)
    {
        if (Interlocked.Exchange(ref _arranging, 1) != 0) return current;
        try
        {
            var renewed = Arrange(nodes, state, arranger, picker);
            Volatile.Write(ref _current, renewed);
            return renewed;
        }
        finally
        {
            Volatile.Write(ref _arranging, 0);
        }
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
