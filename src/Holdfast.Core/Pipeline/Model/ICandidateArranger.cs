namespace Holdfast.Core.Pipeline.Model;

/// <summary>Sorts the usable nodes of a version into groups and gives each group its share.</summary>
public interface ICandidateArranger
{
    /// <param name="inPanic">Whether nodes that are withheld for their health count as usable: <see cref="State.NodeState.MayBeUsed"/>.</param>
    /// <param name="readiness">How much of its weight a node carries now, above 0, up to 1: less than 1 in slow start.</param>
    /// <returns>Groups with at least one such node each, most preferred first; shares add up to 1.</returns>
    IReadOnlyList<CandidateGroup> Arrange(IReadOnlyList<NodeModel> nodes, bool inPanic, Func<NodeModel, double> readiness);
}
