using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Plans;

/// <summary>A revision, its texts, and what it changed.</summary>
/// <param name="Changes">What differs in meaning from the revision it was made from, a line each.</param>
/// <param name="Lines">What differs in its texts from that one; none for the first.</param>
public sealed record RevisionView(
    RevisionEntry Revision, int LiveNumber, IReadOnlyList<PlanFileText> Files, IReadOnlyList<string> Changes, IReadOnlyList<DiffLine> Lines)
{
    internal static async ValueTask<RevisionView?> ReadAsync(Visit visit)
    {
        if (visit.Subject.Plans is not { } desk || !int.TryParse(visit.Named("number"), out var number)) return null;
        return await StoreAsking.AskAsync<RevisionView?>(async () =>
        {
            if (await desk.Store.Revisions.FindAsync(number, visit.Gone) is not { } found) return null;
            var parent = found.Entry.Parent is { } before ? await desk.Store.Revisions.FindAsync(before, visit.Gone) : null;
            return Of(desk, found, parent);
        });
    }

    private static RevisionView Of(PlanDesk desk, StoredRevision found, StoredRevision? parent)
    {
        var files = PlanFileText.Of(found.Text);
        return parent is null
            ? new RevisionView(found.Entry, desk.Live.Number, files, [], [])
            : new RevisionView(found.Entry, desk.Live.Number, files, desk.Compare(parent.Text, found.Text), DiffLine.Of(PlanFileText.Of(parent.Text), files));
    }
}
