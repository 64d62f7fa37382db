using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles;

namespace Holdfast.Core.Commands;

/// <summary>Takes commands, one at a time, has their slices carry them out, and puts every change on record.</summary>
public sealed class CommandDesk(HoldfastRuntime runtime)
{
    private static readonly Field[] OrderFields = [CommandOrder.ByField, CommandOrder.WhyField];

    private readonly Lock _one = new();

    /// <param name="slice">Id of the slice.</param>
    /// <param name="name">Name of the command.</param>
    /// <param name="order">Who gives it and why: by <see cref="CommandOrder"/>'s fields.</param>
    /// <param name="arguments">By the names of the command's parameters.</param>
    public CommandResult Execute(
        string slice, string name, IReadOnlyDictionary<string, string> order, IReadOnlyDictionary<string, string> arguments)
    {
        var owner = runtime.Slices.FirstOrDefault(one => one.Id == slice);
        if (owner is not ICommandSlice commands || commands.Commands.FirstOrDefault(one => one.Name == name) is not { } command)
            return CommandResult.Refused(CommandErrors.Unknown, "No command of a principle has this address.");
        var ordered = CommandArguments.Read(OrderFields, order, out var fault);
        var read = fault is null ? CommandArguments.Read(command.Parameters, arguments, out fault) : null;
        if (fault is not null) return CommandResult.Refused(CommandErrors.Arguments, fault);
        if (runtime.Present is not { } present) return CommandResult.Refused(CommandErrors.NoPlan, CommandErrors.NoPlan.Title);
        return Execute(owner, commands, command, read!, new CommandOrder(ordered.Get(CommandOrder.ByField), ordered.Get(CommandOrder.WhyField)), present);
    }

    private CommandResult Execute(
        ISlice owner, ICommandSlice slice, OperatorCommand command, CommandArguments arguments, CommandOrder order, SliceContext present)
    {
        CommandResult result;
        lock (_one) result = slice.Execute(command, arguments, order, present);
        if (result.Change is { } change)
            runtime.Signals.Publish(owner.Id, change.Signal, change.Subject, $"{result.Text} (was {change.Before}, is {change.After}; {order})");
        return result;
    }
}
