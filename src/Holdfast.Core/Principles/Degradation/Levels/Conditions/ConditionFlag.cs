using Holdfast.Core.Readings;

namespace Holdfast.Core.Principles.Degradation.Levels.Conditions;

/// <summary>A reading that holds or does not.</summary>
/// <param name="At">Where it stands in the text, from 0.</param>
public sealed record ConditionFlag(ReadingKind Kind, string Subject, int At) : ConditionNode;
