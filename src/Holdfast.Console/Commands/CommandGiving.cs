using Holdfast.Control.Admin;
using Holdfast.Control.Store;
using Holdfast.Core.Commands;
using Holdfast.WebConsole.Degrading;
using Holdfast.WebConsole.Pages;
using Microsoft.AspNetCore.Http;

namespace Holdfast.WebConsole.Commands;

/// <summary>Has a command carried out that somebody confirmed.</summary>
internal static class CommandGiving
{
    public static async Task<Posted<CommandView>> PostAsync(Visit visit, IFormCollection form)
    {
        if (await CommandView.ReadAsync(visit) is not { } view) return Posted<CommandView>.Missing;
        var arguments = view.Command.Parameters.Select(parameter => (parameter.Name, Text: form[CommandView.Prefix + parameter.Name].ToString()))
            .Where(static one => one.Text.Length > 0).ToDictionary(static one => one.Name, static one => one.Text, StringComparer.Ordinal);
        var order = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [CommandOrder.ByField.Name] = visit.Who, [CommandOrder.WhyField.Name] = form[Parts.OrderFields.WhyName].ToString(),
        };
        view = view with { Given = arguments, Cli = CliLine.Of(view.Slice, view.Command.Name, arguments) };
        if (order[CommandOrder.WhyField.Name].Length == 0)
        {
            await visit.Subject.Access.Audit.RefusedAsync(new AuditDraft(new Order(visit.Who, ""), $"{view.Slice}.{view.Command.Name}", string.Join(' ', arguments.Select(static one => $"{one.Key}={one.Value}")), "", ""), StoreErrors.NoReason, CancellationToken.None);
            return new(view with { Fault = visit.Text["order.missing"] }, StatusCodes.Status400BadRequest);
        }

        var result = await new CommandDoor(visit.Subject).GiveAsync(visit.Identity, view.Slice, view.Command.Name, order, arguments);
        if (result.Error is { } error) return new(view with { Fault = $"{error.Id}: {result.Text}" }, error.Status ?? StatusCodes.Status409Conflict);
        string[] lines = result.Change is { } change ? [$"{change.Subject}: {change.Before} → {change.After}"] : [];
        // A degradation plan has a page of its own, that shows what it does now.
        var next = DegradationRow.All(visit).FirstOrDefault(one => view.Slice == DegradationRow.Slice && one.Name == arguments.GetValueOrDefault("plan"))?.Href ?? "/switches";
        return Posted<CommandView>.Gone(next, new Slip(result.Change is not null, result.Text, lines));
    }
}
