using System.Globalization;
using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Failover.Draining;

/// <summary><c>drain</c> and <c>undrain</c>: an operator takes a node out and puts it back, and no call notices.</summary>
/// <remarks>
/// A drained node gets no new attempts; those on their way end. Its probes go on, so that its health is known when it is
/// put back. It stays drained under every revision that names it, until it is put back.
/// </remarks>
internal static class DrainCommands
{
    public static readonly Field<string> ServiceField = new("service", Shapes.Name("service"), "The service the node belongs to.") { Required = true };

    public static readonly Field<string> NodeField = new("node", Shapes.Text("node"), "Its address, as status shows it; the scheme may be left out.") { Default = "", DefaultWords = "all nodes of 'zone'" };

    public static readonly Field<string> ZoneField = new("zone", Shapes.Name("zone"), "Instead of a node: all nodes of the version in this zone.") { Default = "", DefaultWords = "the node alone" };

    public static readonly Field<TimeSpan> ForField = new(CommandDesk.ForName, Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)), "How long it holds, unless it is put back before.")
    {
        DefaultWords = "until it is put back",
        Because = "A node that is being repaired must not get calls because an hour is over.",
    };

    public static readonly Field<string> VersionField = new("version", Shapes.Name("version"), "The version the node belongs to.")
    {
        Default = "",
        DefaultWords = "the live one",
    };

    public static readonly Field<bool> ForceField = new("force", Shapes.Flag, "Drain it though no other node would take its calls.")
    {
        Because = "Panic does not use drained nodes: all calls of the service would be refused.",
    };

    public static readonly OperatorCommand Drain = new(
        "drain", "Send a node no new calls; those on their way end.", [ServiceField, NodeField, ZoneField, VersionField, ForceField, ForField]);

    public static readonly OperatorCommand Undrain = new(
        "undrain", "Send a drained node calls again, few at first.", [ServiceField, NodeField, ZoneField, VersionField]);

    public static IReadOnlyList<OperatorCommand> All { get; } = [Drain, Undrain];

    public static CommandResult Execute(OperatorCommand command, CommandArguments arguments, CommandOrder order, SliceContext context)
    {
        var (plan, isOn) = (context.Plan, ReferenceEquals(command, Drain));
        var (node, zone) = (arguments.Get(NodeField), arguments.Get(ZoneField));
        if (node.Length > 0 == zone.Length > 0) return CommandResult.Refused(CommandErrors.Arguments, "say which 'node', or all nodes of which 'zone'");
        var until = isOn && arguments.Get(ForField) is { Ticks: > 0 } time ? DrainNote.End(context.State.Time, time) : null;
        if (zone.Length > 0) return DrainZone.Execute(DrainTarget.OfZone(plan, arguments.Get(ServiceField), arguments.Get(VersionField), zone, out var refused), refused, zone, isOn, isOn && arguments.Get(ForceField), order, until);
        var target = DrainTarget.Find(plan, arguments.Get(ServiceField), arguments.Get(VersionField), node, out var refusal);
        if (target is null) return refusal!;
        return isOn ? On(target, arguments.Get(ForceField), order, until) : Off(target);
    }

    /// <summary>Puts back what was drained for a time that is over, and tells of it.</summary>
    public static void EndOver(SliceContext context)
    {
        var now = context.State.Time.GetTimestamp();
        foreach (var version in context.Plan.Versions)
        {
            foreach (var node in version.Nodes.Where(static node => node.State.Has<DrainNote>()))
            {
                if (DrainNote.Of(node.State) is not { Order: { } order, Until: { } until } || now < until.At) continue;
                var target = new DrainTarget(version, node, IsLive: true);
                var text = Off(target).Text;
                context.Signals.Publish("failover", "drain-expired", target.Subject, $"{text}: its time is over; it was drained {order}");
            }
        }
    }

    internal static CommandResult On(DrainTarget target, bool force, CommandOrder order, DrainEnd? until)
    {
        var (version, node) = (target.Version, target.Node);
        if ((node.State.Withheld & Withheld.Drained) != Withheld.None) return Longer(target, order, until);
        var admits = version.Candidates.Current;
        var others = version.Nodes.Count(other => !ReferenceEquals(other, node) && admits.Admits(other.State));
        if (!DrainMachine.MayDrain(target.IsLive, admits.Admits(node.State), others, force))
        {
            return CommandResult.Refused(DrainErrors.LastNode,
                $"{node.Address} is the only node of '{version.Service}' that takes calls: drained, all of them would be refused. '--force' does it all the same.");
        }

        DrainNote.Of(node.State).Set(order, until);
        return Withhold(target, on: true, "node-drained", $"drained {order}", $"{node.Address} gets no new calls{Words(until)}");
    }

    /// <summary>It is drained already: the later end counts, for whoever wants it out must not get it back because another wanted it for less.</summary>
    private static CommandResult Longer(DrainTarget target, CommandOrder order, DrainEnd? until)
    {
        var (node, note) = (target.Node, DrainNote.Of(target.Node.State));
        if (note.Until is not { } end || (until is not null && until.At <= end.At)) return CommandResult.Already($"{node.Address} is drained already{Words(note.Until)}: {node.State.Availability.Reason}");
        note.Set(order, until);
        node.State.Reword(Withheld.Drained, $"drained {order}");
        return CommandResult.Done(
            $"{node.Address} gets no new calls{(until is null ? " until it is put back" : Words(until))}",
            new CommandChange("node-drained", target.Subject, $"drained{Words(end)}", $"drained{Words(until)}"));
    }

    internal static CommandResult Off(DrainTarget target)
    {
        var node = target.Node;
        if ((node.State.Withheld & Withheld.Drained) == Withheld.None)
        {
            var isGivenUp = (node.State.Withheld & Withheld.GivenUp) != Withheld.None;
            return CommandResult.Already(isGivenUp
                ? $"{node.Address} is not drained by hand: it is {node.State.Availability.Reason}; 'holdfast degrade leave' puts it back"
                : $"{node.Address} is not drained: it is {node.State.Condition}");
        }

        DrainNote.Of(node.State).Set(null, null);
        var others = node.State.Availability.Withholdings.Where(static one => one.Why != Withheld.Drained).Select(static one => one.Reason).ToArray();
        return Withhold(target, on: false, "node-undrained", "", others.Length == 0
            ? $"{node.Address} gets calls again"
            : $"{node.Address} is no longer drained, and gets no calls yet: {string.Join(", ", others)}");
    }

    private static CommandResult Withhold(DrainTarget target, bool on, string signal, string reason, string text)
    {
        var state = target.Node.State;
        var before = state.Condition;
        state.Withhold(Withheld.Drained, on, reason);
        return CommandResult.Done(text, new CommandChange(signal, target.Subject, before, state.Condition));
    }

    private static string Words(DrainEnd? until) => until is null ? "" : string.Create(CultureInfo.InvariantCulture, $" until {until.Calendar.UtcDateTime:HH:mm:ss}Z");
}
