namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>An operator leaves it.</summary>
internal sealed record LevelLeaving : LevelEvent;
