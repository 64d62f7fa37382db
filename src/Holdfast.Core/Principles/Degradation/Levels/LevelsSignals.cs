using System.Globalization;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>What becomes of degradation plans without anybody's word.</summary>
internal static class LevelsSignals
{
    public const string Slice = "levels";

    /// <param name="undoing">Whether every step is undone, in words; empty: users come back first.</param>
    /// <param name="gain">What it saved and cost.</param>
    public static void Tell(SignalLog signals, LevelsModel model, LevelStanding before, LevelEffect effect, string undoing, string gain)
    {
        if (effect == LevelEffect.Expired)
        {
            var then = undoing.Length == 0 ? "users come back" : undoing;
            signals.Publish(Slice, "degradation-expired", model.Subject, string.Create(CultureInfo.InvariantCulture, $"level {before.Level} has ended, {then}; it was entered {before.Order}; {gain}"));
        }
        else if (effect == LevelEffect.GivenBack)
        {
            signals.Publish(Slice, "degradation-given-back", model.Subject, $"all users are back, {undoing}");
        }
    }

    /// <summary>A condition, or the schedule, has entered or left it.</summary>
    public static void TellMoved(SliceContext context, LevelsModel model, LevelStanding before, LevelStanding after, LevelEffect effect, LevelsState state)
    {
        var (isIn, was) = (effect == LevelEffect.Entered, LevelsCommands.Describe(before));
        if (isIn)
            context.Signals.Publish(Slice, "degradation-entered", model.Subject, $"{model.Subject} is entered at {LevelsCommands.Describe(after)}: {LevelsCommands.Done(model, after, state.Epoch)} (was {was}; {after.Order})");
        else if (effect == LevelEffect.Left)
            context.Signals.Publish(Slice, "degradation-left", model.Subject, $"{model.Subject} is left, {(after.Level > 0 ? "its users come back" : LevelsUndoing.Words(LevelsUndoing.NotUndone(model, state, context), model, before))} (was {was}; it has been calm for {LevelLeavePlan.ForField.Shape.WriteAny(model.Plan.Leave.For)}; {LevelsGain.Words(model, state.Epoch.BaselineOf(model.Name), state, context)})");
    }

    public static void Lost(SignalLog signals, string name, LevelStanding standing) => signals.Publish(
        Slice, "degradation-lost", $"{LevelsPlan.Field.Name}.{name}",
        string.Create(CultureInfo.InvariantCulture, $"the plan no longer has it: level {standing.Level}, entered {standing.Order}, has ended"));
}
