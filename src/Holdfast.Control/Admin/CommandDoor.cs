using Holdfast.Control.Access;
using Holdfast.Core.Commands;

namespace Holdfast.Control.Admin;

/// <summary>Has a command carried out for somebody: within what they may change, kept beyond the end of the process, and on record. The one way for the API and for pages.</summary>
public sealed class CommandDoor(IAdminSubject subject)
{
    /// <param name="who">Who asks.</param>
    /// <param name="slice">Id of the principle.</param>
    /// <param name="name">Of its command.</param>
    /// <param name="order">Who gives it and why: by the fields of <see cref="CommandOrder"/>.</param>
    /// <param name="arguments">By the names of the command's parameters.</param>
    public async Task<CommandResult> GiveAsync(
        Identity who, string slice, string name, IReadOnlyDictionary<string, string> order, IReadOnlyDictionary<string, string> arguments)
    {
        var result = CommandScope.Objection(who, arguments) is { } objection
            ? CommandResult.Refused(AccessErrors.Scope, objection)
            : subject.Runtime.Commands.Execute(slice, name, order, arguments);
        var audit = new CommandAudit(subject.Access.Audit, who, $"{slice}.{name}", order);
        if (result.Error is { } error)
        {
            await audit.RefusedAsync(arguments, error);
            return result;
        }

        if (result.Change is not { } change) return result;
        // Nobody is told that it is done before it is kept, though it is in force already; whoever asked may be gone by then.
        var text = result.Text;
        if (subject.Keeper is { } keeper && await keeper.KeepAsync(CancellationToken.None) is { } fault) text += $". It is in force, and would not outlive this process: {fault}";
        if (await audit.DoneAsync(change) is { } wait) text += $". It is not on record before the store is back: {wait}";
        return result with { Text = text };
    }
}
