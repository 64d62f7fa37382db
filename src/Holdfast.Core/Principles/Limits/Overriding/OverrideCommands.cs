using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Limits.Tokens;

namespace Holdfast.Core.Principles.Limits.Overriding;

/// <summary><c>limit</c>, <c>unlimit</c>: an operator lets fewer calls into an interface for a while.</summary>
/// <remarks>It stands beside the limits of the plan, and the strictest answers: what a plan limits is not loosened by it.</remarks>
internal static class OverrideCommands
{
    public static readonly Field<string> InterfaceField = new("interface", Shapes.Name("interface"), "The interface that it is put on.") { Required = true };

    public static readonly Field<Rate> RateField = new("rate", Shapes.Rate, "How many of its calls may pass, of all callers together.") { Required = true };

    public static readonly Field<TimeSpan> ForField = new(CommandDesk.ForName, Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(24)), "How long it holds, unless it is taken off before. Put on again, it holds from then on.")
    {
        Default = TimeSpan.FromMinutes(30),
        Because = "What is limited and forgotten is found at the next peak.",
    };

    public static readonly OperatorCommand Limit = new("limit", "Let fewer calls into an interface; the limits of the plan go on.", [InterfaceField, RateField, ForField]);

    public static readonly OperatorCommand Unlimit = new("unlimit", "Take the limit off an interface; those of the plan go on.", [InterfaceField]);

    public static IReadOnlyList<OperatorCommand> All { get; } = [Limit, Unlimit];

    public static CommandResult Execute(OperatorCommand command, CommandArguments arguments, CommandOrder order, SliceContext context)
    {
        var name = arguments.Get(InterfaceField);
        if (!context.Plan.Interfaces.TryGetValue(name, out var target)) return CommandResult.Unknown(LimitErrors.NoSuchInterface, "interface", name, context.Plan.Interfaces.Keys);
        return ReferenceEquals(command, Limit) ? Put(target, arguments.Get(RateField), arguments.Get(ForField), order, context) : Take(target, context);
    }

    /// <summary>The limits that are in force, and by whose word.</summary>
    public static IEnumerable<Switch> Switches(string slice, SliceContext context)
    {
        var now = context.State.Time.GetTimestamp();
        return
            from target in context.Plan.Interfaces.Values
            where target.State.Has<OverrideState>()
            let order = OverrideState.Of(target.State).At(now)
            where order is not null
            select new Switch(
                slice, Limit.Name,
                new Dictionary<string, string>(StringComparer.Ordinal) { [InterfaceField.Name] = target.Name, [RateField.Name] = RateField.Shape.WriteAny(order.Rate) },
                Unlimit.Name, new Dictionary<string, string>(StringComparer.Ordinal) { [InterfaceField.Name] = target.Name },
                $"interfaces.{target.Name}", order.Words, order.Order, order.Ends);
    }

    /// <summary>Forgets the limits that are over, and tells of them.</summary>
    public static void EndOver(SliceContext context)
    {
        var now = context.State.Time.GetTimestamp();
        foreach (var target in context.Plan.Interfaces.Values.Where(static target => target.State.Has<OverrideState>()))
        {
            var state = OverrideState.Of(target.State);
            if (state.Order is { } order && now >= order.Until && state.Remove(order))
                context.Signals.Publish(LimitSignals.Slice, "limit-expired", $"interfaces.{target.Name}", $"it is {order.Words} no longer; that was set {order.Order}");
        }
    }

    private static CommandResult Put(InterfaceModel target, Rate rate, TimeSpan time, CommandOrder order, SliceContext context)
    {
        var clock = context.State.Time;
        var stage = target.Inbound.OfType<OverrideStage>().Single();
        var (state, subject, now) = (OverrideState.Of(target.State), $"interfaces.{target.Name}", clock.GetTimestamp());
        var before = state.At(now)?.Words ?? "as the plan has it";
        var model = new LimitModel(LimitPlan.Of(rate), $"switches.{target.Name}.limit", Position.Limits, watch: null);
        var set = new LimitSet(model.Rule, named: "", LocalTokens.Instance, stage.Context);
        var made = new OverrideOrder(rate, new LimitLine([new LimitSeat(set, model, subject)]), order, now + (long)(time.TotalSeconds * clock.TimestampFrequency), clock.GetUtcNow() + time);
        state.Order = made;
        return CommandResult.Done($"{subject} is {made.Words} for {ForField.Shape.WriteAny(time)} at the most", new CommandChange("limit-set", subject, before, made.Words));
    }

    private static CommandResult Take(InterfaceModel target, SliceContext context)
    {
        var (state, subject) = (OverrideState.Of(target.State), $"interfaces.{target.Name}");
        return state.At(context.State.Time.GetTimestamp()) is { } order && state.Remove(order)
            ? CommandResult.Done($"{subject} is {order.Words} no longer", new CommandChange("limit-cleared", subject, order.Words, "as the plan has it"))
            : CommandResult.Already($"{subject} has no limit but those of the plan");
    }
}
