namespace Holdfast.Core.Layers.Effective;

/// <summary>What holds for an interface now: the plan with everything that lies over it.</summary>
/// <param name="Revision">Of the plan.</param>
/// <param name="Fields">First those that something can lie over, then the keys of the plan.</param>
public sealed record EffectiveReport(string Interface, string Service, string Revision, IReadOnlyList<EffectiveField> Fields);
