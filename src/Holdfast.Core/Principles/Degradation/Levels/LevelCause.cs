namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>What has entered a degradation plan.</summary>
public enum LevelCause
{
    /// <summary>An operator: conditions and schedules leave it alone.</summary>
    Hand,

    Condition,

    Schedule,
}
