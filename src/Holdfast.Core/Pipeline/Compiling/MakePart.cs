using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>Makes the candidates of a part of a version's nodes.</summary>
/// <param name="nodes">At least one.</param>
public delegate Candidates MakePart(IReadOnlyList<NodeModel> nodes, PartShape shape);
