using Holdfast.Control.Store;
using Holdfast.Core.Commands;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Plans;

/// <summary>The live plan and the revisions there are.</summary>
/// <param name="Name">Of the revision that is carried out; empty: none.</param>
/// <param name="Number">Of it.</param>
/// <param name="IsRecorded">Whether the store has it.</param>
/// <param name="Note">What an operator must know of it; empty: nothing.</param>
/// <param name="Files">Its texts; none where it was never written.</param>
/// <param name="Revisions">Newest first.</param>
/// <param name="Next">To be given as <c>before</c> for those before them; null: there are none.</param>
/// <param name="Fault">Why the revisions are not shown; empty: they are.</param>
public sealed record PlanView(
    string Name, int Number, bool IsRecorded, string Note, IReadOnlyList<PlanFileText> Files, IReadOnlyList<RevisionEntry> Revisions, int? Next, string Fault)
{
    private const int RevisionsMax = 20;

    /// <summary>Which process carries it out.</summary>
    public string Process { get; } = Environment.MachineName;

    /// <summary>Plans that wait for a second owner.</summary>
    public int Waiting { get; private init; }

    /// <summary>What lies over it now; what ends first comes first.</summary>
    public IReadOnlyList<Switch> Over { get; private init; } = [];

    internal static async ValueTask<PlanView?> ReadAsync(Visit visit)
    {
        var name = visit.Report.Plan?.Name ?? "";
        if (visit.Subject.Plans is not { } desk) return new PlanView(name, visit.Report.Plan?.Number ?? 0, IsRecorded: false, "", [], [], null, visit.Text["plan.none-kept"]);
        var live = desk.Live;
        var view = new PlanView(name, live.Number, live.IsRecorded, live.Note, PlanFileText.Of(live.Text), [], null, "") { Waiting = visit.Subject.Proposals?.Waiting.Count ?? 0, Over = visit.Switches };
        try
        {
            int? before = int.TryParse(visit.Ask("before"), out var number) ? number : null;
            var page = await desk.Store.Revisions.HistoryAsync(before, RevisionsMax, visit.Gone);
            return view with { Revisions = page, Next = page.Count == RevisionsMax && page[^1].Number > 1 ? page[^1].Number : null };
        }
        catch (StoreException fault)
        {
            return view with { Fault = $"{fault.Known.Id}: {fault.Message}" };
        }
    }
}
