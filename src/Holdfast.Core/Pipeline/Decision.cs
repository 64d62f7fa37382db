namespace Holdfast.Core.Pipeline;

/// <summary>One thing decided on the way of a call. Names are interned texts: recording one allocates nothing.</summary>
/// <param name="Position">The stage.</param>
/// <param name="Name">What it decided, e.g. <c>retry</c>, <c>no-healthy-node</c>.</param>
/// <param name="Rule">Path of the rule in the plan.</param>
/// <param name="Node">The node it was about, where it was about one.</param>
/// <param name="Measured">The number it was made on, where it was made on one.</param>
public readonly record struct Decision(Position Position, string Name, string Rule, Model.NodeModel? Node = null, Measure Measured = default);
