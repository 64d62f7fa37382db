using Holdfast.Core.Commands;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>Every degradation plan and how it stands, and every step and whether it is laid.</summary>
internal static class LevelsSnapshot
{
    public static Snapshot Take(SliceContext context)
    {
        var state = LevelsSlice.State(context);
        var (epoch, laid) = (state.Epoch, state.Laid(context));
        var loads = Loads(state, context).ToArray();
        SnapshotTable[] gained = loads.Length > 0 ? [new SnapshotTable("load", ["plan", "service", "before_per_second", "now_per_second"], loads)] : [];
        SnapshotTable[] watched = epoch.Models.Any(static model => model.Plan.IsWatched) ? [LevelsTriggers.Take(epoch, state, context)] : [];
        return new Snapshot(LevelsSignals.Slice,
        [
            new SnapshotTable("plans", ["plan", "state", "level", "highest", "share_ratio", "by", "why", "since", "until", "steps", "not_done", "calls_decided"], [.. epoch.Models.Select(model => Row(model, epoch, context))]),
            new SnapshotTable("steps", ["plan", "level", "rule", "subject", "does", "state", "fault"], [.. epoch.Models.SelectMany(model => model.Steps.Select(step => Row(model, step, epoch, laid)))]),
            LevelPreview.Take(epoch, state, context),
            .. gained, .. watched,
        ]);
    }

    public static IEnumerable<Switch> Switches(SliceContext context)
    {
        var time = context.State.Time;
        var (epoch, now) = (LevelsSlice.State(context).Epoch, time.GetTimestamp());
        foreach (var model in epoch.Models)
        {
            var standing = epoch.Of(model.Name);
            if (!standing.IsIn(now)) continue;
            var named = new Dictionary<string, string>(StringComparer.Ordinal) { [LevelsFields.Plan.Name] = model.Name };
            var arguments = new Dictionary<string, string>(named, StringComparer.Ordinal) { [LevelsFields.Level.Name] = LevelsFields.Level.Shape.WriteAny(standing.Level) };
            if (standing.Cause != LevelCause.Hand) arguments[LevelsFields.Cause.Name] = LevelsFields.Cause.Shape.WriteAny(standing.Cause);
            // What was required then is not asked again.
            if (model.Plan.Requires is not null) arguments[LevelsFields.Force.Name] = LevelsFields.Force.Shape.WriteAny(value: true);
            if (standing.Share < 1) arguments[LevelsFields.Drill.Name] = LevelsFields.Drill.Shape.WriteAny(standing.Share);
            yield return new Switch(
                LevelsSignals.Slice, LevelsCommands.Enter.Name, arguments, LevelsCommands.Leave.Name, named, model.Subject,
                LevelsCommands.Describe(standing), standing.Order, time.GetUtcNow() + time.GetElapsedTime(now, standing.FadesFrom));
        }
    }

    /// <summary>In a word.</summary>
    public static string Word(LevelStanding standing, long now) =>
        standing.IsFading(now) ? "coming-back" : !standing.IsIn(now) ? "out" : standing.Share < 1 ? "drill" : "entered";

    private static object?[] Row(LevelsModel model, LevelsEpoch epoch, SliceContext context)
    {
        var time = context.State.Time;
        var (standing, now) = (epoch.Of(model.Name), time.GetTimestamp());
        var isLaid = standing.IsIn(now) || standing.IsFading(now);
        var steps = isLaid ? model.Of(standing.Level, isWhole: standing.Share >= 1).ToArray() : [];
        return
        [
            model.Name, Word(standing, now), isLaid ? standing.Level : 0, model.Plan.Highest,
            isLaid ? new Layers.LayerPart(standing.Share, standing.FadesFrom, standing.Ends).At(now) : 0,
            isLaid ? standing.Order.By : "", isLaid ? standing.Order.Why : "", isLaid ? standing.Order.Since : null,
            isLaid ? time.GetUtcNow() + time.GetElapsedTime(now, standing.Ends) : null,
            steps.Length, steps.Count(step => epoch.FaultOf(step.Layer.Rule) is not null), isLaid ? LevelsGain.Cost(model, epoch.BaselineOf(model.Name)) : 0,
        ];
    }

    private static IEnumerable<object?[]> Loads(LevelsState state, SliceContext context) =>
        from model in state.Epoch.Models
        where state.Epoch.Of(model.Name).Level > 0
        from one in LevelsGain.Loads(model, state.Epoch.BaselineOf(model.Name), state, context)
        select new object?[] { model.Name, one.Service, one.Before is { } before ? Math.Round(before, 1) : null, Math.Round(one.Now, 1) };

    private static object?[] Row(LevelsModel model, LevelStep step, LevelsEpoch epoch, ISet<string> laid)
    {
        var fault = epoch.FaultOf(step.Layer.Rule);
        var state = fault is not null ? "not-done" : laid.Contains(step.Layer.Rule) ? "laid" : "ready";
        return [model.Name, step.Level, step.Layer.Rule, step.Layer.Subject, step.Layer.Words, state, fault ?? ""];
    }
}
