namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>How many nodes may be ejected, and when they must come back. Pure.</summary>
public static class EjectCap
{
    /// <summary>Whether one more node of a version may be ejected.</summary>
    /// <param name="nodes">Nodes of the version.</param>
    /// <param name="usable">Those that get traffic now, the candidate included.</param>
    /// <param name="ejected">Those ejected already.</param>
    /// <param name="atMost">Largest share of the version that may be ejected, (0, 1].</param>
    /// <returns>True when the cap holds afterwards and at least one node is left.</returns>
    public static bool MayEject(int nodes, int usable, int ejected, double atMost) =>
        usable > 1 && ejected + 1 <= Math.Floor(nodes * atMost + 1e-9);

    /// <summary>Whether the ejected nodes of a version come back before their time: failing answers are better than none.</summary>
    /// <param name="usable">Nodes that get traffic now.</param>
    /// <param name="ejectedOnly">Those that get none for no other reason than that they are ejected.</param>
    public static bool MustReturn(int usable, int ejectedOnly) => usable == 0 && ejectedOnly > 0;
}
