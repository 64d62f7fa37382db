using System.Globalization;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles;

namespace Holdfast.Core.Commands;

/// <summary>Takes commands, one at a time, has their slices carry them out, and puts every change on record.</summary>
public sealed class CommandDesk(HoldfastRuntime runtime)
{
    private static readonly Field[] OrderFields = [CommandOrder.ByField, CommandOrder.WhyField];

    /// <summary>The parameter by which commands are told how long they hold.</summary>
    public const string ForName = "for";

    private readonly Lock _one = new();
    private long _changes;

    /// <summary>How many commands have changed something since the runtime was made.</summary>
    public long Changes => Volatile.Read(ref _changes);

    /// <param name="slice">Id of the slice.</param>
    /// <param name="name">Name of the command.</param>
    /// <param name="order">Who gives it and why: by <see cref="CommandOrder"/>'s fields.</param>
    /// <param name="arguments">By the names of the command's parameters.</param>
    public CommandResult Execute(
        string slice, string name, IReadOnlyDictionary<string, string> order, IReadOnlyDictionary<string, string> arguments)
    {
        var read = CommandArguments.Read(OrderFields, order, out var fault);
        return fault is null
            ? Execute(slice, name, new CommandOrder(read.Get(CommandOrder.ByField), read.Get(CommandOrder.WhyField)), arguments)
            : CommandResult.Refused(CommandErrors.Arguments, fault);
    }

    /// <summary>What is wrong with the arguments of a command, while nothing is carried out; null: nothing is.</summary>
    public string? Check(string slice, string name, IReadOnlyDictionary<string, string> arguments)
    {
        if (Find(slice, name) is not { } found) return CommandErrors.Unknown.Title;
        CommandArguments.Read(found.Command.Parameters, arguments, out var fault);
        return fault;
    }

    /// <summary>What operators have set and is in force, by all slices.</summary>
    public IReadOnlyList<Switch> Switches()
    {
        if (runtime.Present is not { } present) return [];
        lock (_one) return [.. runtime.Slices.OfType<ISwitchSlice>().SelectMany(slice => slice.Switches(present))];
    }

    /// <summary>Sets what was set before, for as long as it would have gone on: the process was started anew.</summary>
    /// <returns>Refused where the plan has no longer what it was set on.</returns>
    public CommandResult Restore(Switch kept)
    {
        var arguments = new Dictionary<string, string>(kept.Arguments, StringComparer.Ordinal);
        if (kept.Until is { } until)
        {
            var left = until - runtime.Time.GetUtcNow();
            if (left <= TimeSpan.Zero) return CommandResult.Already($"{kept.Target}: {kept.Words} has ended");
            arguments[ForName] = string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Ceiling(left.TotalSeconds))}s");
        }

        return Execute(kept.Slice, kept.Command, kept.Order, arguments);
    }

    /// <summary>Has slices forget what is over: between two commands, or one that sets something again could be taken for what is over.</summary>
    internal void EndOver(IReadOnlyList<ISwitchSlice> slices, SliceContext present)
    {
        lock (_one)
            foreach (var slice in slices) slice.EndOver(present);
    }

    private CommandResult Execute(string slice, string name, CommandOrder order, IReadOnlyDictionary<string, string> arguments)
    {
        if (Find(slice, name) is not var (owner, commands, command)) return CommandResult.Refused(CommandErrors.Unknown, "No command of a principle has this address.");
        var read = CommandArguments.Read(command.Parameters, arguments, out var fault);
        if (fault is not null) return CommandResult.Refused(CommandErrors.Arguments, fault);
        if (runtime.Present is not { } present) return CommandResult.Refused(CommandErrors.NoPlan, CommandErrors.NoPlan.Title);
        return Execute(owner, commands, command, read, order with { Since = order.Since ?? runtime.Time.GetUtcNow() }, present);
    }

    private (ISlice Owner, ICommandSlice Slice, OperatorCommand Command)? Find(string slice, string name) =>
        runtime.Slices.FirstOrDefault(one => one.Id == slice) is { } owner && owner is ICommandSlice commands
        && commands.Commands.FirstOrDefault(one => one.Name == name) is { } command ? (owner, commands, command) : null;

    private CommandResult Execute(
        ISlice owner, ICommandSlice slice, OperatorCommand command, CommandArguments arguments, CommandOrder order, SliceContext present)
    {
        CommandResult result;
        lock (_one) result = slice.Execute(command, arguments, order, present);
        if (result.Change is not { } change) return result;
        Interlocked.Increment(ref _changes);
        runtime.Signals.Publish(owner.Id, change.Signal, change.Subject, $"{result.Text} (was {change.Before}, is {change.After}; {order})");
        return result;
    }
}
