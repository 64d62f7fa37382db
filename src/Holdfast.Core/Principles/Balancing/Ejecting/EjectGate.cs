using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Ejections of one version, one at a time: two at once would each see room for one under the cap.</summary>
public sealed class EjectGate
{
    private readonly Lock _gate = new();
    private Full? _full;

    /// <summary>Ejects a node if the cap has room and another is left. Takes no lock while there was found to be no room.</summary>
    /// <param name="until">Timestamp at which the node comes back.</param>
    internal bool TryEject(VersionModel version, NodeModel node, EjectPlan plan, long until)
    {
        var epoch = version.State.Epoch;
        if (!node.State.IsUsable || IsFull(version, epoch)) return false;
        lock (_gate)
        {
            if (!node.State.IsUsable) return false;
            epoch = version.State.Epoch;
            var (usable, ejected, _) = Count(version);
            if (!EjectMachine.MayEject(version.Nodes.Count, usable, ejected, plan.AtMost))
            {
                Volatile.Write(ref _full, new Full(version, epoch));
                return false;
            }

            var state = BalancingSlice.Eject(node.State);
            state.Until = until;
            return node.State.Withhold(Withheld.Ejected, on: true, $"{state.FailuresInARow} failures in a row");
        }
    }

    /// <summary>Lets an ejected node back; false when it was not ejected.</summary>
    internal bool Return(NodeModel node)
    {
        lock (_gate)
        {
            var state = BalancingSlice.Eject(node.State);
            state.Until = 0;
            state.Succeeded();
            return node.State.Withhold(Withheld.Ejected, on: false, "");
        }
    }

    /// <summary>Lets all ejected nodes back when nothing else of the version is left.</summary>
    /// <returns>Those that get traffic again; none as a rule.</returns>
    internal IReadOnlyList<NodeModel> ReturnIfLast(VersionModel version)
    {
        lock (_gate)
        {
            var (usable, _, ejectedOnly) = Count(version);
            return EjectMachine.MustReturn(usable, ejectedOnly)
                ? [.. version.Nodes.Where(Return).Where(static node => node.State.IsUsable)]
                : [];
        }
    }

    /// <summary>No room stays no room until the availability of a node changes, or another revision has other nodes or another cap.</summary>
    private bool IsFull(VersionModel version, int epoch) =>
        Volatile.Read(ref _full) is { } full && ReferenceEquals(full.Version, version) && full.Epoch == epoch;

    private static (int Usable, int Ejected, int EjectedOnly) Count(VersionModel version)
    {
        var (usable, ejected, ejectedOnly) = (0, 0, 0);
        for (var i = 0; i < version.Nodes.Count; i++)
        {
            var withheld = version.Nodes[i].State.Withheld;
            if (withheld == Withheld.None) usable++;
            if ((withheld & Withheld.Ejected) != Withheld.None) ejected++;
            if (withheld == Withheld.Ejected) ejectedOnly++;
        }

        return (usable, ejected, ejectedOnly);
    }

    private sealed record Full(VersionModel Version, int Epoch);
}
