namespace Holdfast.Core.Principles.Degradation.Levels.Conditions;

/// <summary>After <c>not</c>.</summary>
public sealed record ConditionNot(ConditionNode Part) : ConditionNode;
