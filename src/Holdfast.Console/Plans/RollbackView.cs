using Holdfast.Control.Admin;
using Holdfast.Control.Store;
using Holdfast.WebConsole.Pages;
using Microsoft.AspNetCore.Http;

namespace Holdfast.WebConsole.Plans;

/// <summary>A way back to a revision, before it is gone.</summary>
/// <param name="To">Which.</param>
/// <param name="Live">The one that is live.</param>
/// <param name="Changes">What would differ in meaning from the live plan, a line each.</param>
/// <param name="Objection">Why it was not gone; empty: nobody tried.</param>
public sealed record RollbackView(RevisionEntry To, int Live, IReadOnlyList<string> Changes, IReadOnlyList<DiffLine> Lines, string Objection)
{
    internal bool IsLive => To.Number == Live;

    internal static async ValueTask<RollbackView?> ReadAsync(Visit visit)
    {
        if (visit.Subject.Plans is not { } desk || !int.TryParse(visit.Named("number"), out var number)) return null;
        return await StoreAsking.AskAsync<RollbackView?>(async () =>
        {
            if (await desk.Store.Revisions.FindAsync(number, visit.Gone) is not { } to) return null;
            var live = desk.Live;
            return live.Text is { } text
                ? new RollbackView(to.Entry, live.Number, desk.Compare(text, to.Text), DiffLine.Of(PlanFileText.Of(text), PlanFileText.Of(to.Text)), "")
                : new RollbackView(to.Entry, live.Number, [], [], "");
        });
    }

    internal static async Task<Posted<RollbackView>> PostAsync(Visit visit, IFormCollection form)
    {
        if (visit.Subject.Plans is null || await ReadAsync(visit) is not { } view) return Posted<RollbackView>.Missing;
        try
        {
            var order = await visit.OrderAsync(PlanDoor.Rollback, $"revision {view.To.Number}", form[Parts.OrderFields.WhyName].ToString());
            var outcome = await new PlanDoor(visit.Subject).RollbackAsync(visit.Identity, view.To.Number, order, visit.Gone);
            return Posted<RollbackView>.Gone("/plan", new Slip(outcome.Changed, outcome.Text, outcome.Changes));
        }
        catch (StoreException fault)
        {
            return new(view with { Objection = $"{fault.Known.Id}: {fault.Message}" }, fault.Known.Status ?? StatusCodes.Status409Conflict);
        }
    }
}
