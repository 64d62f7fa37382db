using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>Every interface: how many keys are hot; every hot key: how hot, and since when.</summary>
internal static class HotKeysSnapshot
{
    public static Snapshot Take(string slice, SliceContext context) => new(slice,
    [
        new SnapshotTable("interfaces",
            ["interface", "watched", "hot", "top", "calls", "hot_calls", "became_hot", "counted_one_in"],
            [.. context.Plan.Interfaces.Values.Select(target => Interface(target, context))]),
        new SnapshotTable("keys",
            ["interface", "key", "calls_per_second", "share_ratio", "since", "calls", "spread_nodes"],
            [.. Keys(context)]),
    ]);

    private static object?[] Interface(InterfaceModel target, SliceContext context)
    {
        if (HotKeysSlice.Stage(target) is not { } stage) return [target.Name, false, null, null, null, null, null, null];
        var state = stage.State;
        return
        [
            target.Name, true, state.Read(context.State.Time.GetTimestamp(), stage.Watch).Count, stage.Watch.Plan.Top,
            state.Calls, state.HotCalls, state.Entered, state.SampledOf,
        ];
    }

    /// <summary>An interface without hot keys has one row that says so, for a table is never empty.</summary>
    private static IEnumerable<object?[]> Keys(SliceContext context)
    {
        var time = context.State.Time;
        var now = time.GetTimestamp();
        foreach (var target in context.Plan.Interfaces.Values)
        {
            var stage = HotKeysSlice.Stage(target);
            var hot = stage?.State.Read(now, stage.Watch) ?? [];
            if (hot.Count == 0) yield return [target.Name, "", null, null, null, null, null];
            foreach (var (key, reading) in hot)
            {
                yield return
                [
                    target.Name, key.Text, Math.Round(reading.Rate, 1), Math.Round(reading.Share, 4),
                    time.GetUtcNow() - time.GetElapsedTime(key.Since, now), key.Calls, stage!.Watch.Plan.Spread,
                ];
            }
        }
    }
}
