using System.Collections.Immutable;
using Holdfast.Core.Principles.Degradation.Levels.Schedules;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>What was seen of the conditions of a degradation plan. Immutable.</summary>
/// <param name="Since">Timestamps since which each entry of <c>enter</c> holds; null: it does not.</param>
/// <param name="Calm">Timestamp since which it may be left; null: it may not.</param>
internal sealed record LevelWatch(ImmutableArray<long?> Since, long? Calm)
{
    public static LevelWatch None { get; } = new([], null);

    /// <summary>False: it was left by hand, or its time was over, while a condition held; it is entered no more before that has ceased to.</summary>
    public bool IsArmed { get; init; } = true;

    /// <summary>The one that it is in; null: none.</summary>
    public LevelSlot? Slot { get; init; }

    /// <summary>When the slot began that has had its turn; null: none.</summary>
    public DateTimeOffset? Done { get; init; }

    /// <param name="holds">Of each entry; schedules do not.</param>
    public LevelWatch Seen(IReadOnlyList<bool> holds, bool mayLeave, LevelSlot? slot, long now)
    {
        var since = Since;
        return this with
        {
            Since = [.. holds.Select((isHeld, i) => isHeld ? since.Length == holds.Count ? since[i] ?? now : now : (long?)null)],
            Calm = mayLeave ? Calm ?? now : null,
            IsArmed = IsArmed || !holds.Any(static one => one),
            Slot = slot,
        };
    }

    /// <summary>Everything has to hold anew, for as long as it must.</summary>
    public LevelWatch Anew() => this with { Since = [.. Since.Select(static _ => (long?)null)], Calm = null };
}
