namespace Holdfast.Core.Layers;

/// <summary>A step that is not carried out, or not undone.</summary>
/// <param name="Rule">Path of the step in the plan.</param>
/// <param name="Why">In a sentence for an operator.</param>
public sealed record LayerFault(string Rule, string Why);
