using Holdfast.Core.Readings;

namespace Holdfast.Core.Principles.Degradation.Levels.Conditions;

/// <summary>A reading that is held against a bound.</summary>
/// <param name="Bound">In the kind's unit.</param>
/// <param name="At">Where it stands in the text, from 0.</param>
public sealed record ConditionCompare(ReadingKind Kind, string Subject, ConditionSign Sign, double Bound, int At) : ConditionNode;
