namespace Holdfast.Core.Principles.Degradation.Levels.Schedules;

/// <summary>A time in which a plan is to be entered, by its schedule.</summary>
/// <param name="From">When it began: by this it is known.</param>
/// <param name="To">When it ends.</param>
/// <param name="Trigger">Which entry of <c>enter</c> it is of, from 0.</param>
internal sealed record LevelSlot(DateTimeOffset From, DateTimeOffset To, int Level, int Trigger);
