namespace Holdfast.Core.Principles.Degradation.Levels.Conditions;

/// <summary>How a reading is held against a bound. Nothing measured is ever exactly equal.</summary>
public enum ConditionSign
{
    Above,
    AtLeast,
    Below,
    AtMost,
}
