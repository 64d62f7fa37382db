namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>Something that happens to a degradation plan.</summary>
internal abstract record LevelEvent;
