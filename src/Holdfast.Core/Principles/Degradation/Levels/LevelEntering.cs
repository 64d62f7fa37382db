using Holdfast.Core.Commands;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>It is entered, or entered otherwise than before.</summary>
/// <param name="Ticks">How long it holds.</param>
/// <param name="Share">Of the users.</param>
internal sealed record LevelEntering(int Level, long Ticks, double Share, CommandOrder Order, LevelCause Cause) : LevelEvent;
