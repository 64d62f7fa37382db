using Holdfast.Core.Principles.Degradation.Levels.Conditions;
using Holdfast.Core.Principles.Degradation.Levels.Schedules;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>What may enter degradation plans by itself: what holds now, on which readings, and when the next slot begins.</summary>
internal static class LevelsTriggers
{
    public static SnapshotTable Take(LevelsEpoch epoch, LevelsState state, SliceContext context) => new(
        "triggers", ["plan", "level", "when", "holds", "readings", "next"], [.. epoch.Models.SelectMany(model => model.Plan.Enter.Select(entry => Row(model, entry, state, context)))]);

    private static object?[] Row(LevelsModel model, LevelEnterPlan entry, LevelsState state, SliceContext context)
    {
        var now = context.State.Time.GetUtcNow();
        if (entry.When is { } when)
            return [model.Name, entry.Level, entry.Words, ConditionMachine.Holds(when.Root, (kind, subject) => state.Read(kind, subject, context)), LevelsOutlook.Readings(when, state, context), null];
        var holds = LevelCalendar.Began(entry.At!, entry.Zone, entry.Lasts ?? model.Plan.Expires, now) is not null;
        return [model.Name, entry.Level, entry.Words, holds, "", LevelCalendar.Next(entry.At!, entry.Zone, now)];
    }
}
