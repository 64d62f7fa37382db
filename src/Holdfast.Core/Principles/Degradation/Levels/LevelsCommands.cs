using System.Globalization;
using Holdfast.Core.Commands;
using Holdfast.Core.Principles.Degradation.Levels.Conditions;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary><c>enter</c>, <c>leave</c>: a degradation plan by an operator's word.</summary>
internal static class LevelsCommands
{
    private const string Out = "not entered";

    private static readonly TimeSpan Just = TimeSpan.FromSeconds(1);

    public static readonly OperatorCommand Enter = new(
        "enter", "Enter a degradation plan, or another level of it: effective on the next call.", [LevelsFields.Plan, LevelsFields.Level, LevelsFields.For, LevelsFields.Drill, LevelsFields.Force, LevelsFields.Cause]);

    public static readonly OperatorCommand Leave = new("leave", "Leave a degradation plan; it is checked that every step is undone.", [LevelsFields.Plan]);

    public static IReadOnlyList<OperatorCommand> All { get; } = [Enter, Leave];

    public static CommandResult Execute(OperatorCommand command, CommandArguments arguments, CommandOrder order, SliceContext context)
    {
        var (state, name) = (LevelsSlice.State(context), arguments.Get(LevelsFields.Plan));
        if (state.Epoch.Models.FirstOrDefault(model => model.Name == name) is not { } model)
            return CommandResult.Unknown(LevelsErrors.UnknownPlan, "degradation plan", name, [.. state.Epoch.Models.Select(static one => one.Name).DefaultIfEmpty("none")]);
        return ReferenceEquals(command, Enter) ? In(model, arguments, order, state, context) : Back(model, state, context);
    }

    private static CommandResult In(LevelsModel model, CommandArguments arguments, CommandOrder order, LevelsState state, SliceContext context)
    {
        var (level, time, share, clock) = (arguments.Get(LevelsFields.Level), arguments.Get(LevelsFields.For), arguments.Get(LevelsFields.Drill), context.State.Time);
        if (time == default) time = model.Plan.Expires;
        if (level > model.Plan.Highest)
            return CommandResult.Refused(LevelsErrors.NoLevel, string.Create(CultureInfo.InvariantCulture, $"'{model.Name}' has no level {level}: its highest is {model.Plan.Highest}"));
        // Entered by the process before this one: where the clock was set back meanwhile it holds no longer for it.
        if (time > model.Plan.Expires && order.Since is { } since && (clock.GetUtcNow() - since).Duration() > Just) time = model.Plan.Expires;
        if (time > model.Plan.Expires)
            return CommandResult.Refused(LevelsErrors.TooLong, $"'{model.Name}' may hold for {Words(model.Plan.Expires)} ('expires'), and {Words(time)} are asked for");
        if (model.Plan.Requires is { } requires && !arguments.Get(LevelsFields.Force) && !ConditionMachine.Holds(requires.Root, (kind, subject) => state.Read(kind, subject, context)))
            return CommandResult.Refused(LevelsErrors.NotNow, $"'{model.Name}' requires '{requires.Text}': {LevelsOutlook.Readings(requires, state, context)}");
        var enter = new LevelEntering(level, (long)(time.TotalSeconds * clock.TimestampFrequency), share, order with { Since = order.Since ?? clock.GetUtcNow() }, arguments.Get(LevelsFields.Cause));
        var (before, after, effect) = state.Handle(model, enter, context);
        // Another revision went live meanwhile.
        if (effect == LevelEffect.None) return CommandResult.Unknown(LevelsErrors.UnknownPlan, "degradation plan", model.Name, [.. state.Epoch.Models.Select(static one => one.Name).DefaultIfEmpty("none")]);
        return CommandResult.Done(
            $"{model.Subject} is entered at {Describe(after)} for {Words(time)} at the most: {Done(model, after, state.Epoch)}",
            new CommandChange("degradation-entered", model.Subject, Describe(before), Describe(after)));
    }

    private static CommandResult Back(LevelsModel model, LevelsState state, SliceContext context)
    {
        var (before, _, effect) = state.Handle(model, new LevelLeaving(), context);
        if (effect == LevelEffect.None) return CommandResult.Already($"{model.Subject} is not entered");
        var (after, clock) = (state.Epoch.Of(model.Name), context.State.Time);
        var change = new CommandChange("degradation-left", model.Subject, Describe(before), after.Level == 0 ? Out : "users come back");
        var gain = $"{Capital(LevelsGain.Words(model, state.Epoch.BaselineOf(model.Name), state, context))}.";
        if (after.IsFading(clock.GetTimestamp()))
            return CommandResult.Done($"{model.Subject} is left; its users come back within {Words(model.Plan.RampTime + ((before.Level - 1) * model.Plan.StepDown))}{(model.Plan.StepDown > TimeSpan.Zero && before.Level > 1 ? ", level by level" : "")}{(model.Plan.RampTime > TimeSpan.Zero ? ", few at first" : "")}. {gain}", change);
        return CommandResult.Done($"{model.Subject} is left, {LevelsUndoing.Words(LevelsUndoing.NotUndone(model, state, context), model, before)}. {gain}", change);
    }

    /// <summary>As <c>level 2</c>.</summary>
    public static string Describe(LevelStanding standing) => standing.Level == 0 ? Out
        : standing.Share < 1 ? string.Create(CultureInfo.InvariantCulture, $"level {standing.Level}, a drill on {standing.Share:0.##%} of users")
        : string.Create(CultureInfo.InvariantCulture, $"level {standing.Level}");

    /// <summary>Forgets what is over, and tells of it.</summary>
    public static void EndOver(SliceContext context)
    {
        var state = LevelsSlice.State(context);
        state.StepDown(context);
        foreach (var model in state.Epoch.Models)
        {
            if (state.Epoch.Of(model.Name).Level == 0) continue;
            var (before, _, effect) = state.Handle(model, new LevelTick(), context);
            if (effect == LevelEffect.None) continue;
            var undoing = state.Epoch.Of(model.Name).Level > 0 ? "" : LevelsUndoing.Words(LevelsUndoing.NotUndone(model, state, context), model, before);
            LevelsSignals.Tell(context.Signals, model, before, effect, undoing, LevelsGain.Words(model, state.Epoch.BaselineOf(model.Name), state, context));
        }
    }

    /// <summary>How many steps, and those that are not carried out.</summary>
    public static string Done(LevelsModel model, LevelStanding standing, LevelsEpoch epoch)
    {
        var steps = model.Of(standing.Level, isWhole: standing.Share >= 1).ToArray();
        var leftOut = model.Of(standing.Level, isWhole: true).Count() - steps.Length;
        var words = Count(steps.Length);
        if (leftOut > 0) words += $", {Count(leftOut)} on services left out of the drill";
        var faults = epoch.Faults.Where(fault => Array.Exists(steps, step => step.Layer.Rule == fault.Rule)).ToArray();
        return faults.Length == 0 ? words : $"{words}, {Count(faults.Length)} not carried out: {string.Join("; ", faults.Select(static fault => $"{fault.Rule} ({fault.Why})"))}";
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static string Count(int steps) => string.Create(CultureInfo.InvariantCulture, $"{steps} {(steps == 1 ? "step" : "steps")}");

    private static string Words(TimeSpan time) => LevelsFields.For.Shape.WriteAny(time);
}
