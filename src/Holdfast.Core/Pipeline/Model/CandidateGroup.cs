namespace Holdfast.Core.Pipeline.Model;

/// <summary>Nodes that stand for each other: one priority and one nearness.</summary>
/// <param name="Share">Share of the version's traffic, 0 to 1; 0 for a group held in reserve.</param>
/// <param name="Nodes">Those that may be used now; never empty.</param>
/// <param name="Members">All nodes of the group, whether they may be used or not.</param>
public sealed record CandidateGroup(double Share, IReadOnlyList<NodeModel> Nodes, IReadOnlyList<NodeModel> Members)
{
    /// <summary>There may be thousands of such groups: what the picker makes ready must be small.</summary>
    public bool IsOneOfMany { get; init; }

    /// <summary>What the picker made ready for these nodes, e.g. their order of turns; its own to interpret.</summary>
    public object? Prepared { get; init; }
}
