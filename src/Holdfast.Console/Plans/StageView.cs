using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.WebConsole.Pages;
using Microsoft.AspNetCore.Http;

namespace Holdfast.WebConsole.Plans;

/// <summary>A plan that a share of the requests tries: how it does beside the others.</summary>
/// <param name="Live">The revision that the others are under.</param>
/// <param name="Running">Null: none is tried now.</param>
/// <param name="Last">How the newest one ended; null: none has since the process began.</param>
/// <param name="Objection">Why it was not taken back; empty: nobody tried.</param>
public sealed record StageView(int Live, StageState? Running, StageEnd? Last, string Objection)
{
    internal static ValueTask<StageView?> ReadAsync(Visit visit)
    {
        var report = visit.Subject.Stages?.Report;
        return new(new StageView(visit.Subject.Plans?.Live.Number ?? 0, report?.Running, report?.Last, ""));
    }

    internal static async Task<Posted<StageView>> PostAsync(Visit visit, IFormCollection form)
    {
        var view = (await ReadAsync(visit))!;
        if (visit.Subject.Stages is null) return Posted<StageView>.Missing;
        try
        {
            var order = await visit.OrderAsync(PlanDoor.TakeBack, "", form[Parts.OrderFields.WhyName].ToString());
            var outcome = await new PlanDoor(visit.Subject).TakeBackAsync(visit.Identity, order, visit.Gone);
            return Posted<StageView>.Gone("/plan/stage", new Slip(outcome?.Changed ?? false, outcome?.Text ?? visit.Text["stage.none"], []));
        }
        catch (StoreException fault)
        {
            return new(view with { Objection = $"{fault.Known.Id}: {fault.Message}" }, fault.Known.Status ?? StatusCodes.Status409Conflict);
        }
    }
}
