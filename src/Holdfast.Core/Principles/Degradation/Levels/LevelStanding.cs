using Holdfast.Core.Commands;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>How a degradation plan stands. Immutable.</summary>
/// <param name="Level">0: it is not entered.</param>
internal sealed record LevelStanding(int Level)
{
    public static LevelStanding Out { get; } = new(0) { FadesFrom = long.MinValue, Ends = long.MinValue };

    /// <summary>Who entered it, why, and when.</summary>
    public CommandOrder Order { get; init; } = new("", "");

    public LevelCause Cause { get; init; }

    /// <summary>What was seen of its conditions; outlives entering and leaving.</summary>
    public LevelWatch Watch { get; init; } = LevelWatch.None;

    /// <summary>The share of users it holds for; below 1 it is a drill.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Timestamp from which users come back: when it was left, or when it ends by itself.</summary>
    public long FadesFrom { get; init; }

    /// <summary>Timestamp from which nothing of it is left.</summary>
    public long Ends { get; init; }

    /// <summary>That users come back has been told of.</summary>
    public bool HasBegunToFade { get; init; }

    public bool IsIn(long now) => Level > 0 && now < FadesFrom;

    /// <summary>Users come back, little by little.</summary>
    public bool IsFading(long now) => Level > 0 && now >= FadesFrom && now < Ends;
}
