using Holdfast.Control.Store;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Plans;

/// <summary>What differs between two revisions, in meaning and in text.</summary>
/// <param name="Changes">A line each; none: they mean the same.</param>
public sealed record DiffView(RevisionEntry From, RevisionEntry To, IReadOnlyList<string> Changes, IReadOnlyList<DiffLine> Lines)
{
    internal static async ValueTask<DiffView?> ReadAsync(Visit visit)
    {
        if (visit.Subject.Plans is not { } desk) return null;
        return await StoreAsking.AskAsync<DiffView?>(async () =>
        {
            var revisions = desk.Store.Revisions;
            var to = int.TryParse(visit.Ask("to"), out var last) ? await revisions.FindAsync(last, visit.Gone) : await revisions.LiveAsync(visit.Gone);
            var number = int.TryParse(visit.Ask("from"), out var first) ? first : to?.Entry.Parent ?? to?.Entry.Number;
            var from = number is { } named ? await revisions.FindAsync(named, visit.Gone) : null;
            return from is null || to is null
                ? null
                : new DiffView(from.Entry, to.Entry, desk.Compare(from.Text, to.Text), DiffLine.Of(PlanFileText.Of(from.Text), PlanFileText.Of(to.Text)));
        });
    }
}
