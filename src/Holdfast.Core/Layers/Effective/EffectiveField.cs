namespace Holdfast.Core.Layers.Effective;

/// <summary>What holds, and everybody who has a say in it.</summary>
/// <param name="Layers">The uppermost first.</param>
public sealed record EffectiveField(string Name, IReadOnlyList<EffectiveLayer> Layers);
