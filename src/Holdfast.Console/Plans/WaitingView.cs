using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.WebConsole.Pages;
using Microsoft.AspNetCore.Http;

namespace Holdfast.WebConsole.Plans;

/// <summary>Plans that wait for a second owner.</summary>
/// <param name="Waiting">The newest first.</param>
/// <param name="Chosen">The one that is looked at; null: none.</param>
/// <param name="Objection">Why nothing became of somebody's word; empty: nobody has given one.</param>
public sealed record WaitingView(IReadOnlyList<Proposal> Waiting, Proposal? Chosen, string Objection)
{
    internal const string NumberName = "number";
    internal const string DoName = "do";
    internal const string Approve = "approve";

    internal static ValueTask<WaitingView?> ReadAsync(Visit visit) => new(Of(visit, visit.Ask(NumberName) ?? ""));

    internal static async Task<Posted<WaitingView>> PostAsync(Visit visit, IFormCollection form)
    {
        var view = Of(visit, form[NumberName].ToString());
        if (view.Chosen is not { } chosen) return new(view, StatusCodes.Status404NotFound);
        var door = new PlanDoor(visit.Subject);
        try
        {
            var isApproved = form[DoName] == Approve;
            var order = await visit.OrderAsync(isApproved ? PlanDoor.Approve : PlanDoor.Decline, $"proposal {chosen.Number}", form[Parts.OrderFields.WhyName].ToString());
            var outcome = isApproved ? await door.ApproveAsync(visit.Identity, chosen.Number, order, visit.Gone) : await door.DeclineAsync(visit.Identity, chosen.Number, order);
            return Posted<WaitingView>.Gone("/plan", new Slip(outcome.Changed, outcome.Text, outcome.Changes));
        }
        catch (StoreException fault)
        {
            return new(view with { Objection = $"{fault.Known.Id}: {fault.Message}" }, fault.Known.Status ?? StatusCodes.Status409Conflict);
        }
    }

    private static WaitingView Of(Visit visit, string number)
    {
        var waiting = visit.Subject.Proposals?.Waiting ?? [];
        return new WaitingView(waiting, int.TryParse(number, out var asked) ? waiting.FirstOrDefault(one => one.Number == asked) : waiting.Count == 1 ? waiting[0] : null, "");
    }
}
