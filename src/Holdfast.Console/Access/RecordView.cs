using System.Globalization;
using Holdfast.Control.Store;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Access;

/// <summary>Who changed what: those rows of a part of the record that fit, newest first.</summary>
/// <param name="Rows">Those that fit.</param>
/// <param name="Looked">How many were looked through.</param>
/// <param name="Next">To be given as <c>before</c> for those before them; null: there are none.</param>
/// <param name="Fault">Why nothing is shown; empty: it is.</param>
public sealed record RecordView(IReadOnlyList<AuditEntry> Rows, int Looked, long? Next, string Fault)
{
    internal const string StateRefused = "refused";

    internal static ListQuery Query(Visit visit) => ListQuery.Read(visit.Ask, "newest");

    internal static async ValueTask<RecordView?> ReadAsync(Visit visit)
    {
        var query = Query(visit);
        long? before = long.TryParse(visit.Ask("before"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
        try
        {
            var page = await visit.Subject.Access.Audit.Trail.PageAsync(before, IAuditTrail.PageMax, visit.Gone);
            return new RecordView(
                [.. page.Where(row => Fits(row, query))], page.Count, page.Count == IAuditTrail.PageMax && page[^1].Id > 1 ? page[^1].Id : null, "");
        }
        catch (StoreException fault)
        {
            return new RecordView([], 0, null, $"{fault.Known.Id}: {fault.Message}");
        }
    }

    private static bool Fits(AuditEntry row, ListQuery query) =>
        (query.State != StateRefused || row.Outcome != AuditDraft.Done) && query.Fits(row.By, row.Why, row.Action, row.Subject, row.Before, row.After, row.Outcome);
}
