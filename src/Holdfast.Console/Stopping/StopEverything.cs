using System.Globalization;
using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Core.Commands;
using Holdfast.WebConsole.Pages;
using Holdfast.WebConsole.Parts;
using Microsoft.AspNetCore.Http;

namespace Holdfast.WebConsole.Stopping;

/// <summary>Takes back what somebody has seen on the page and left marked: what was set meanwhile stays, and is shown on the next one.</summary>
internal static class StopEverything
{
    public const string WhatName = "what";

    /// <summary>Stands for the plan that is tried: that one, and not the next.</summary>
    internal static string Stage(StageState stage) => string.Create(CultureInfo.InvariantCulture, $"stage:{stage.Number}");

    public static async Task<Posted<StopView>> PostAsync(Visit visit, IFormCollection form)
    {
        var view = (await StopView.ReadAsync(visit))!;
        var why = form[OrderFields.WhyName].ToString();
        if (why.Length == 0)
        {
            await visit.Subject.Access.Audit.RefusedAsync(new AuditDraft(new Order(visit.Who, ""), "stop", "", "", ""), StoreErrors.NoReason, CancellationToken.None);
            return new(view with { Objection = visit.Text["order.missing"] }, StatusCodes.Status400BadRequest);
        }

        var chosen = form[WhatName].ToHashSet(StringComparer.Ordinal);
        var lines = new List<string>();
        if (view.Stage is { } stage && chosen.Contains(Stage(stage))) lines.AddRange(await TakeBackAsync(visit, why));
        var order = new Dictionary<string, string>(StringComparer.Ordinal) { [CommandOrder.ByField.Name] = visit.Who, [CommandOrder.WhyField.Name] = why };
        var door = new CommandDoor(visit.Subject);
        // As it is now, not as it was a second ago: what has ended meanwhile is not stopped twice.
        foreach (var (_, set) in StopLine.Grouped(visit.Subject.Runtime.Commands.Switches()).Where(line => chosen.Contains(line.Key)).ToArray())
        {
            var one = set[0];
            var result = await door.GiveAsync(visit.Identity, one.Slice, one.Inverse, order, one.InverseArguments);
            lines.Add(result.Error is { } error ? $"{one.Target}: {error.Id}: {result.Text}" : result.Text);
        }

        return Posted<StopView>.Gone("/stop", new Slip(lines.Count > 0, visit.Text.Of("stop.done", lines.Count), lines));
    }

    private static async Task<IEnumerable<string>> TakeBackAsync(Visit visit, string why)
    {
        try
        {
            var order = await visit.OrderAsync(PlanDoor.TakeBack, "", why);
            return await new PlanDoor(visit.Subject).TakeBackAsync(visit.Identity, order, CancellationToken.None) is { } outcome ? [outcome.Text] : [];
        }
        catch (StoreException fault)
        {
            return [$"{fault.Known.Id}: {fault.Message}"];
        }
    }
}
