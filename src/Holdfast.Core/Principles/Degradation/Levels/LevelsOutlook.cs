using Holdfast.Core.Principles.Degradation.Levels.Conditions;
using Holdfast.Core.Principles.Degradation.Levels.Schedules;
using Holdfast.Core.Readings;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>Looks at the conditions and the schedule of a degradation plan.</summary>
internal static class LevelsOutlook
{
    public static LevelEvent Of(LevelsModel model, LevelsState state, SliceContext context)
    {
        var (plan, time) = (model.Plan, context.State.Time);
        bool[] holds = [.. plan.Enter.Select(one => one.When is { } when && ConditionMachine.Holds(when.Root, Read))];
        var mayLeave = plan.Leave.When is { } leave ? ConditionMachine.Holds(leave.Root, Read) : !Array.Exists(holds, static one => one);
        var mayEnter = plan.Requires is null || ConditionMachine.Holds(plan.Requires.Root, Read);
        var now = time.GetUtcNow();
        var slot = Slot(plan, now);
        var left = slot is null ? TimeSpan.Zero : slot.To - now;
        return new LevelLook(
            holds, mayLeave, mayEnter, slot, (long)(left.TotalSeconds * time.TimestampFrequency), [.. plan.Enter.Select(static one => one.Words)], now);

        double? Read(ReadingKind kind, string subject) => state.Read(kind, subject, context);
    }

    /// <summary>The one of the highest level; null: none now.</summary>
    public static LevelSlot? Slot(LevelsPlan plan, DateTimeOffset now)
    {
        LevelSlot? best = null;
        foreach (var (index, entry) in plan.Enter.Index())
        {
            if (entry.At is not { } times) continue;
            var lasts = entry.Lasts ?? plan.Expires;
            if (LevelCalendar.Began(times, entry.Zone, lasts, now) is { } began && (best is null || entry.Level > best.Level)) best = new LevelSlot(began, began + lasts, entry.Level, index);
        }

        return best;
    }

    /// <summary>What of a condition does not hold now, with the readings, for people.</summary>
    public static string Readings(LevelCondition condition, LevelsState state, SliceContext context) => string.Join(", ", ConditionMachine.Readings(condition.Root)
        .Select(one => (Name: one.Subject.Length == 0 ? one.Kind.Name : $"{one.Kind.Name}({one.Subject})", one.Kind.Unit, Value: state.Read(one.Kind, one.Subject, context)))
        .DistinctBy(static one => one.Name)
        .Select(static one => $"{one.Name} {ReadingWords.Of(one.Unit, one.Value)}"));
}
