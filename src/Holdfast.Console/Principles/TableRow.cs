using System.Globalization;
using Holdfast.Core.Principles;

namespace Holdfast.WebConsole.Principles;

/// <summary>A row of a principle's table, by the names of its columns.</summary>
internal sealed class TableRow(SnapshotTable table, IReadOnlyList<object?> cells)
{
    /// <returns>No rows where there is no such table: some are shown only where there is something in them.</returns>
    public static IEnumerable<TableRow> All(Snapshot snapshot, string table) =>
        snapshot.Tables.FirstOrDefault(one => one.Name == table) is { } found ? found.Rows.Select(row => new TableRow(found, row)) : [];

    public string Text(string column) => Cell(column) is { } cell ? Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "" : "";

    public double Number(string column) => Known(column) ?? 0;

    /// <summary>Null: nobody knows.</summary>
    public double? Known(string column) => Cell(column) is { } cell and not string ? Convert.ToDouble(cell, CultureInfo.InvariantCulture) : null;

    public DateTimeOffset? Time(string column) => Cell(column) as DateTimeOffset?;

    public bool Flag(string column) => Cell(column) is true;

    private object? Cell(string column)
    {
        for (var i = 0; i < table.Columns.Count; i++)
            if (table.Columns[i] == column) return cells[i];
        throw new KeyNotFoundException($"The table {table.Name} has no column {column}.");
    }
}
