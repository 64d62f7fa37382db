namespace Holdfast.Core.Pipeline.Model;

/// <summary>Sorts the usable nodes of a version into groups and gives each group its share.</summary>
public interface ICandidateArranger
{
    /// <returns>Groups with at least one usable node each, most preferred first; shares add up to 1.</returns>
    IReadOnlyList<CandidateGroup> Arrange(IReadOnlyList<NodeModel> nodes);
}
