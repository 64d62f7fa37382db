namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>Time has gone by.</summary>
internal sealed record LevelTick : LevelEvent;
