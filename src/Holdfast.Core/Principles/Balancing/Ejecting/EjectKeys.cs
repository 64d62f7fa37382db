using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>
/// Where requests with the same key, or of the same caller, stay on one node, what a node answers may be its keys' fault.
/// They take that along to the next node: one node after the other would go for what is theirs.
/// </summary>
internal static class EjectKeys
{
    /// <summary>
    /// While another node is out for what it answered, so many times as many failures in a row are asked for: a key that is
    /// half of what its node gets fails five in a row all the time, and twenty never.
    /// </summary>
    public const int RowTimes = 4;

    /// <summary>Whether a node is out already for what it answered, or how slowly: not because nothing connected to it, or no answer came.</summary>
    public static bool IsAnyOutForAnswers(VersionModel version)
    {
        if (!EjectGate.HasEjected(version)) return false;
        for (var i = 0; i < version.Nodes.Count; i++)
        {
            var node = version.Nodes[i].State;
            if ((node.Withheld & Withheld.Ejected) != Withheld.None && BalancingSlice.Eject(node).WasForAnswers) return true;
        }

        return false;
    }
}
