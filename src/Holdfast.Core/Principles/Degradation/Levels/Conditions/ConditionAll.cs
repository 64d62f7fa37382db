namespace Holdfast.Core.Principles.Degradation.Levels.Conditions;

/// <summary>Joined by <c>and</c>.</summary>
public sealed record ConditionAll(IReadOnlyList<ConditionNode> Parts) : ConditionNode;
