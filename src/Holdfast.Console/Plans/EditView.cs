using Holdfast.Control.Plans;
using Holdfast.Core.DryRuns;
using Holdfast.WebConsole.Observed;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Plans;

/// <summary>A plan that somebody is changing.</summary>
/// <param name="Parent">The revision it is made from; 0: there is none.</param>
/// <param name="Why">What for, as far as it was said.</param>
/// <param name="IsChecked">Whether it was looked at: then it has faults or changes, or means the same.</param>
/// <param name="Changes">What would differ in meaning from the live plan, a line each.</param>
/// <param name="Lines">What would differ in its texts.</param>
/// <param name="Objection">Why it was not published though it has no faults; empty: nobody tried, or it was.</param>
public sealed record EditView(
    int Parent, string Why, IReadOnlyList<PlanFileText> Files, bool IsChecked, IReadOnlyList<PlanFault> Faults, int FaultsTotal,
    IReadOnlyList<string> Changes, IReadOnlyList<DiffLine> Lines, string Objection)
{
    /// <summary>How it is to go live.</summary>
    public StageForm How { get; init; } = StageForm.Default;

    /// <summary>Why no share of the requests can try it first; empty: one can.</summary>
    public string WhyNotTried { get; init; } = "";

    /// <summary>What it would have done to the last calls; null: they were not asked.</summary>
    public DryRunReport? DryRun { get; init; }

    /// <summary>Why they were not asked; empty: they were, or need not be.</summary>
    public string DryRunFault { get; init; } = "";

    internal static async ValueTask<EditView?> ReadAsync(Visit visit)
    {
        if (visit.Subject.Plans is not { } desk) return null;
        if (visit.Ask("from") == ObservedView.Draft) return ObservedPlan.Of(visit.Subject.Runtime, desk.Live.Text?.Root) is { } drafted ? await PlanEditor.DraftedAsync(visit, desk, drafted) : null;
        var text = desk.Live.Text;
        if (int.TryParse(visit.Ask("from"), out var number))
        {
            if (await StoreAsking.AskAsync(() => desk.Store.Revisions.FindAsync(number, visit.Gone)) is not { } found) return null;
            text = found.Text;
        }

        return text is null ? null : new EditView(desk.Live.IsRecorded ? desk.Live.Number : 0, "", PlanFileText.Of(text), IsChecked: false, [], 0, [], [], "");
    }
}
