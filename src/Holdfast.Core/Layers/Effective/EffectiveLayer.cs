namespace Holdfast.Core.Layers.Effective;

/// <summary>One of those who have a say in what holds.</summary>
/// <param name="Value">What it says.</param>
/// <param name="Source">Who it is: <c>by hand</c>, the step of a degradation plan, <c>plan</c>, <c>default</c>.</param>
/// <param name="Place">Where it is written, as <c>holdfast.yaml:12</c>; empty: nowhere.</param>
/// <param name="By">Whose word it is, and why; empty: the plan's.</param>
/// <param name="Until">When it ends by itself; null: it does not.</param>
/// <param name="Holds">False: one above it has the say.</param>
public sealed record EffectiveLayer(string Value, string Source, string Place, string By, DateTimeOffset? Until, bool Holds);
