using System.Globalization;
using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Degradation.Caching;
using Holdfast.Core.Principles.Degradation.Substitutes;

namespace Holdfast.Core.Principles.Degradation.Switches;

/// <summary><c>off</c>, <c>stale</c>, <c>answer</c>, <c>share</c>, <c>clear</c>: an operator gives an interface up for a while, in whole or in part.</summary>
/// <remarks>What is set holds from the next call on, under every revision that has the interface, and always ends by itself.</remarks>
internal static class SwitchCommands
{
    public static readonly OperatorCommand Off = new("off", "Refuse every call of an interface.", [SwitchFields.Interface, SwitchFields.Per, SwitchFields.Key, SwitchFields.For]);

    public static readonly OperatorCommand Stale = new(
        "stale", "Give what the cache has, however old, and ask the service for nothing.", [SwitchFields.Interface, SwitchFields.Per, SwitchFields.Key, SwitchFields.For]);

    public static readonly OperatorCommand Answer = new(
        "answer", "Give every call of an interface the same answer.", [SwitchFields.Interface, SwitchFields.Body, SwitchFields.Status, SwitchFields.Per, SwitchFields.Key, SwitchFields.For]);

    public static readonly OperatorCommand Share = new(
        "share", "Let a part of the callers of an interface in, and refuse the others.", [SwitchFields.Interface, SwitchFields.Share, SwitchFields.Per, SwitchFields.Key, SwitchFields.For]);

    public static readonly OperatorCommand Clear = new("clear", "Take back what is set on an interface.", [SwitchFields.Interface, SwitchFields.Kind, SwitchFields.Per, SwitchFields.Key]);

    public static IReadOnlyList<OperatorCommand> All { get; } = [Off, Stale, Answer, Share, Clear];

    public static CommandResult Execute(OperatorCommand command, CommandArguments arguments, CommandOrder order, SliceContext context)
    {
        var name = arguments.Get(SwitchFields.Interface);
        if (!context.Plan.Interfaces.TryGetValue(name, out var target)) return CommandResult.Unknown(SwitchErrors.UnknownInterface, "interface", name, context.Plan.Interfaces.Keys);
        if (arguments.Get(SwitchFields.Per) is null != (arguments.Get(SwitchFields.Key).Length == 0)) return CommandResult.Refused(CommandErrors.Arguments, "'per' and 'key' belong together: whose requests are meant, and by what they are known");
        var caller = arguments.Get(SwitchFields.Per) is { } per ? new SwitchCaller(per, arguments.Get(SwitchFields.Key)) : null;
        if (ReferenceEquals(command, Clear)) return Remove(target, arguments.Get(SwitchFields.Kind), caller, context);
        if (ReferenceEquals(command, Stale) && target.Plan.Sections.Get(CachePlan.Field) is null)
            return CommandResult.Refused(SwitchErrors.KeepsNothing, $"'{name}' keeps no answers: it has no 'cache' in the plan");
        return Set(target, Make(command, arguments, order, caller, context.State.Time), arguments.Get(SwitchFields.For), context);
    }

    /// <summary>Forgets the switches that are over, and tells of them.</summary>
    public static void EndOver(SliceContext context)
    {
        var now = context.State.Time.GetTimestamp();
        foreach (var target in context.Plan.Interfaces.Values.Where(static target => target.State.Has<SwitchState>()))
        {
            foreach (var over in SwitchState.Of(target.State).Remove(one => now >= one.Until))
                context.Signals.Publish("degradation", "switch-expired", $"interfaces.{target.Name}", $"{over.Words} has ended; it was set {over.Order}");
        }
    }

    /// <summary>As the command that sets it is called.</summary>
    public static string NameOf(SwitchKind kind) => kind switch
    {
        SwitchKind.Off => Off.Name,
        SwitchKind.Stale => Stale.Name,
        SwitchKind.Answer => Answer.Name,
        _ => Share.Name,
    };

    private static CommandResult Set(InterfaceModel target, SwitchOrder order, TimeSpan time, SliceContext context)
    {
        var state = SwitchState.Of(target.State);
        var before = Describe(state, context.State.Time.GetTimestamp());
        if (!state.TrySet(order)) return CommandResult.Refused(SwitchErrors.TooMany, $"'{target.Name}' has {SwitchState.OrdersMax} switches");
        var subject = $"interfaces.{target.Name}";
        return CommandResult.Done(
            $"{subject} is {order.Words} for {SwitchFields.For.Shape.WriteAny(time)} at the most",
            new CommandChange("switch-set", subject, before, Describe(state, context.State.Time.GetTimestamp())));
    }

    private static CommandResult Remove(InterfaceModel target, string kind, SwitchCaller? caller, SliceContext context)
    {
        var (state, now) = (SwitchState.Of(target.State), context.State.Time.GetTimestamp());
        var before = Describe(state, now);
        var subject = $"interfaces.{target.Name}";
        // By its kind one is meant: the one for all callers where none is named, and not those that somebody has set for one of them.
        var removed = state.Remove(one => (kind.Length == 0 ? caller is null || caller.Equals(one.Caller) : NameOf(one.Kind) == kind && Equals(caller, one.Caller)));
        return removed.Any(one => now < one.Until)
            ? CommandResult.Done($"{subject}: {string.Join(", ", removed.Select(static one => one.Words))} no longer", new CommandChange("switch-cleared", subject, before, Describe(state, now)))
            : CommandResult.Already($"{subject}: {(kind.Length == 0 ? "nothing" : kind)} is not set");
    }

    private static SwitchOrder Make(OperatorCommand command, CommandArguments arguments, CommandOrder order, SwitchCaller? caller, TimeProvider clock)
    {
        var (kind, error, decision, words) = command.Name switch
        {
            "off" => (SwitchKind.Off, SwitchErrors.Off, "switched-off", "off"),
            "stale" => (SwitchKind.Stale, SwitchErrors.NotKept, "switched-stale-miss", "stale only"),
            "answer" => (SwitchKind.Answer, SwitchErrors.Off, "switched-off", $"answered with {arguments.Get(SwitchFields.Status)}"),
            _ => (SwitchKind.Share, SwitchErrors.NotInShare, "switched-share", string.Create(CultureInfo.InvariantCulture, $"open to {arguments.Get(SwitchFields.Share):0.##%} of callers")),
        };
        var (name, time, now) = (arguments.Get(SwitchFields.Interface), arguments.Get(SwitchFields.For), clock.GetUtcNow());
        var given = new Dictionary<string, string>(StringComparer.Ordinal) { [SwitchFields.Interface.Name] = name };
        if (kind == SwitchKind.Share) given[SwitchFields.Share.Name] = SwitchFields.Share.Shape.WriteAny(arguments.Get(SwitchFields.Share));
        if (kind == SwitchKind.Answer)
        {
            // Left out as it was: nothing is no text that a command takes.
            if (arguments.Get(SwitchFields.Body) is { Length: > 0 } body) given[SwitchFields.Body.Name] = body;
            given[SwitchFields.Status.Name] = arguments.Get(SwitchFields.Status).ToString(CultureInfo.InvariantCulture);
        }

        if (caller is not null)
        {
            given[SwitchFields.Per.Name] = SwitchFields.Per.Shape.WriteAny(caller.Per);
            given[SwitchFields.Key.Name] = caller.Key;
            words = $"{words} {caller.Words}";
        }

        return new SwitchOrder(kind, order with { Since = order.Since ?? now }, clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency), now + time)
        {
            Arguments = given,
            Caller = caller,
            Words = words,
            Share = kind == SwitchKind.Share ? arguments.Get(SwitchFields.Share) : 1,
            Answer = kind == SwitchKind.Answer ? AnswerOf(arguments) : null,
            Refusal = new Refusal(error, decision, Position.Degradation, $"switches.{name}.{NameOf(kind)}"),
        };
    }

    private static StoredAnswer AnswerOf(CommandArguments arguments) => StaticAnswer.Of(new StaticAnswerPlan
    {
        Status = arguments.Get(SwitchFields.Status),
        Headers = new Dictionary<string, string>(),
        Body = StaticAnswer.IsBodiless(arguments.Get(SwitchFields.Status)) ? "" : arguments.Get(SwitchFields.Body),
        File = null,
    });

    private static string Describe(SwitchState state, long now) =>
        string.Join(", ", state.Orders.Where(one => now < one.Until).Select(static one => one.Words)) is { Length: > 0 } words ? words : "as the plan has it";
}
