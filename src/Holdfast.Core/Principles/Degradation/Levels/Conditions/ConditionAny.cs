namespace Holdfast.Core.Principles.Degradation.Levels.Conditions;

/// <summary>Joined by <c>or</c>.</summary>
public sealed record ConditionAny(IReadOnlyList<ConditionNode> Parts) : ConditionNode;
