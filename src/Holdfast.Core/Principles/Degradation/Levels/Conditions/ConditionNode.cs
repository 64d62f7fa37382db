namespace Holdfast.Core.Principles.Degradation.Levels.Conditions;

/// <summary>A part of a condition.</summary>
public abstract record ConditionNode;
