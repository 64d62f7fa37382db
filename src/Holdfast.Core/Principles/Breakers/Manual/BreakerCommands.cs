using Holdfast.Core.Commands;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Breakers.Manual;

/// <summary><c>open</c>, <c>close</c>, <c>observe</c>, <c>release</c>: an operator takes a breaker over for a while, and lets it go.</summary>
/// <remarks>What is forced ends by itself, and survives every revision that keeps the breaker.</remarks>
internal static class BreakerCommands
{
    public static readonly Field<string> ServiceField = new("service", Shapes.Name("service"), "The service whose calls it is about.") { Required = true };

    public static readonly Field<string> VersionField = new("version", Shapes.Name("version"), "The version of the service.") { Default = "", DefaultWords = "the live one" };

    public static readonly Field<string> InterfaceField = new("interface", Shapes.Name("interface"), "The interface, where each edge has a breaker of its own.") { Default = "", DefaultWords = "all" };

    public static readonly Field<TimeSpan> ForField = new("for", Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(24)), "How long it holds, unless it is released before.")
    {
        Default = TimeSpan.FromHours(1),
        Because = "What is forced and forgotten is found at the next incident.",
    };

    public static readonly OperatorCommand Open = new(
        "open", "Refuse the service's calls; when it ends they come back by the ramp.", [ServiceField, VersionField, InterfaceField, ForField]);

    public static readonly OperatorCommand Close = new(
        "close", "Let all calls pass, whatever becomes of them.", [ServiceField, VersionField, InterfaceField, ForField]);

    public static readonly OperatorCommand Observe = new(
        "observe", "Judge and tell, and refuse nothing.", [ServiceField, VersionField, InterfaceField, ForField]);

    public static readonly OperatorCommand Release = new(
        "release", "Let the breaker decide by itself again; one that was forced open comes back by the ramp.", [ServiceField, VersionField, InterfaceField]);

    public static IReadOnlyList<OperatorCommand> All { get; } = [Open, Close, Observe, Release];

    public static CommandResult Execute(OperatorCommand command, CommandArguments arguments, CommandOrder order, SliceContext context)
    {
        var target = BreakerTarget.Find(context.Plan, arguments.Get(ServiceField), arguments.Get(VersionField), arguments.Get(InterfaceField), out var refusal);
        if (target is null) return refusal!;
        var now = context.State.Time.GetTimestamp();
        if (ReferenceEquals(command, Release)) return Let(target, now);
        var mode = ReferenceEquals(command, Open) ? BreakerMode.ForcedOpen : ReferenceEquals(command, Close) ? BreakerMode.ForcedClosed : BreakerMode.Observe;
        return Force(target, mode, arguments.Get(ForField), order, context.State.Time, now);
    }

    private static CommandResult Force(BreakerTarget target, BreakerMode mode, TimeSpan time, CommandOrder order, TimeProvider clock, long now)
    {
        var before = State(target, now);
        foreach (var seat in target.Seats)
        {
            var until = now + BreakerMachine.Ticks(time, seat.Site.Frequency);
            EndForcedOpen(seat, now);
            seat.Set.Order = new BreakerOrder(mode, order, order.Since ?? clock.GetUtcNow(), until);
            // By itself it is then open as well: what follows the operator's word is the ramp.
            if (mode == BreakerMode.ForcedOpen) seat.Set.Open(seat.Site, now, until);
        }

        var (signal, text) = mode switch
        {
            BreakerMode.ForcedOpen => ("breaker-forced-open", "calls are refused"),
            BreakerMode.ForcedClosed => ("breaker-forced-closed", "all calls pass"),
            _ => ("breaker-observed", "what is refused is only counted"),
        };
        return CommandResult.Done(
            $"{target.Subject}: {text} for {ForField.Shape.WriteAny(time)} at the most",
            new CommandChange(signal, target.Subject, before, BreakerOrder.Name(mode)));
    }

    private static CommandResult Let(BreakerTarget target, long now)
    {
        if (target.Seats.All(seat => seat.Set.HandAt(now) is null))
            return CommandResult.Already($"{target.Subject} is on its own already: it is {State(target, now)}");
        var before = State(target, now);
        foreach (var seat in target.Seats)
        {
            EndForcedOpen(seat, now);
            seat.Set.Order = null;
        }

        return CommandResult.Done($"{target.Subject} decides by itself again", new CommandChange("breaker-released", target.Subject, before, State(target, now)));
    }

    /// <summary>It goes on with trials, at once.</summary>
    private static void EndForcedOpen(BreakerSeat seat, long now)
    {
        if (seat.Set.HandAt(now) is { Mode: BreakerMode.ForcedOpen }) seat.Set.Open(seat.Site, now, until: now);
    }

    private static string State(BreakerTarget target, long now) =>
        string.Join(", ", target.Seats.Select(seat => BreakersSnapshot.State(seat, now)).Distinct());
}
