namespace Holdfast.Core.Principles.Degradation.Levels.Conditions;

/// <summary>Why a text is no condition.</summary>
/// <param name="At">Where, from 0, in characters of the text.</param>
internal sealed record ConditionFault(int At, string Message, string Advice);
