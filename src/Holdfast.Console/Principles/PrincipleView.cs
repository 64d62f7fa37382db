using Holdfast.Control.Admin;
using Holdfast.Core.Commands;
using Holdfast.Core.Principles;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Principles;

/// <summary>What a principle shows and takes: made from its declarations, whatever they are.</summary>
/// <param name="Tables">Those rows of its tables that fit.</param>
/// <param name="Dropped">Rows that fit and are not shown: there are too many.</param>
public sealed record PrincipleView(
    string Id, int Principle, string Title, IReadOnlyList<SnapshotTable> Tables, int Dropped, IReadOnlyList<CommandEntry> Commands, IReadOnlyList<Switch> Switches)
{
    /// <summary>Rows of a table; the filter finds the others.</summary>
    private const int RowsMax = 200;

    internal static ListQuery Query(Visit visit) => ListQuery.Read(visit.Ask, "none");

    internal static ValueTask<PrincipleView?> ReadAsync(Visit visit)
    {
        var runtime = visit.Subject.Runtime;
        if (runtime.Slices.FirstOrDefault(one => one.Id == visit.Named("id")) is not { } slice || runtime.Present is null) return new((PrincipleView?)null);
        var query = Query(visit);
        var fitting = visit.Tables(slice).Tables.Select(table => table with { Rows = [.. table.Rows.Where(row => query.Fits([.. row.Select(CellText.Of)]))] }).ToArray();
        return new(new PrincipleView(
            slice.Id, slice.Principle, slice.Title,
            [.. fitting.Select(static table => table with { Rows = [.. table.Rows.Take(RowsMax)] })], fitting.Sum(static table => Math.Max(0, table.Rows.Count - RowsMax)),
            [.. slice is ICommandSlice able ? able.Commands.Select(CommandEntry.Of) : []],
            [.. visit.Switches.Where(one => one.Slice == slice.Id)]));
    }
}
