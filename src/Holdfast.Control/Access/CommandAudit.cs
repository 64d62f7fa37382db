using Holdfast.Control.Store;
using Holdfast.Core.Commands;
using Holdfast.Core.Errors;
using Holdfast.Core.Plan;

namespace Holdfast.Control.Access;

/// <summary>Puts one command on record, whatever becomes of it.</summary>
/// <param name="who">Whose name stands there where the order has none that can be read.</param>
/// <param name="action">Principle and command: <c>failover.drain</c>.</param>
/// <param name="order">As it was posted.</param>
internal sealed class CommandAudit(AuditDesk desk, Identity who, string action, IReadOnlyDictionary<string, string> order)
{
    private const int TextMax = 200;

    /// <returns>Null when it is on record; else why it is not yet.</returns>
    public Task<string?> DoneAsync(CommandChange change) =>
        desk.AppendAsync(new AuditDraft(Order, action, change.Subject, change.Before, change.After), CancellationToken.None);

    public Task RefusedAsync(IReadOnlyDictionary<string, string> arguments, KnownError error) => desk.RefusedAsync(
        new AuditDraft(Order, Printable.Of(action, TextMax), Printable.Of(string.Join(' ', arguments.Select(static one => $"{one.Key}={one.Value}")), TextMax), "", ""),
        error, CancellationToken.None);

    private Order Order => new(
        order.TryGetValue(CommandOrder.ByField.Name, out var by) ? Printable.Of(by, TextMax) : who.Name,
        order.TryGetValue(CommandOrder.WhyField.Name, out var why) ? Printable.Of(why, TextMax) : "");
}
