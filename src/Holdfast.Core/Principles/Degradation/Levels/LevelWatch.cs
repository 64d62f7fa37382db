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

    /// <summary>When the slot began that has had its turn, and with it those that it lies in; null: none.</summary>
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

    /// <summary>The same under another revision: what was seen of a condition is of that condition, wherever it stands among the others, and of no other.</summary>
    public LevelWatch Under(LevelsPlan before, LevelsPlan after)
    {
        var (was, old) = (Since, before.Enter);
        ImmutableArray<long?> since = was.Length == old.Count ? [.. after.Enter.Select(Of)] : [.. after.Enter.Select(static _ => (long?)null)];
        var isCalmBySame = before.Leave.When?.Text == after.Leave.When?.Text
            && (after.Leave.When is not null || old.Select(Text).ToHashSet().SetEquals(after.Enter.Select(Text)));
        return this with { Since = since, Calm = isCalmBySame ? Calm : null, IsArmed = IsArmed || !since.Any(static one => one is not null) };

        static string? Text(LevelEnterPlan entry) => entry.When?.Text;

        long? Of(LevelEnterPlan entry) => entry.When is null ? null : old.Index().Where(one => Text(one.Item) == entry.When.Text).Select(one => was[one.Index]).FirstOrDefault();
    }

    /// <summary>Whether a slot has had its turn: it was entered by it, or somebody has left it meanwhile.</summary>
    public bool HasHad(LevelSlot slot) => Done is { } done && slot.From <= done && done < slot.To;

    /// <summary>Everything has to hold anew, for as long as it must.</summary>
    public LevelWatch Anew() => this with { Since = [.. Since.Select(static _ => (long?)null)], Calm = null };
}
