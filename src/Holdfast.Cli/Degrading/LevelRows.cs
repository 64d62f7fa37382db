using System.Globalization;
using System.Text.Json;
using Holdfast.Core.Principles;

namespace Holdfast.Cli.Degrading;

/// <summary>A table of a snapshot as it came over the wire, by the names of its columns.</summary>
internal sealed class LevelRows(SnapshotTable table)
{
    public IEnumerable<LevelRow> All => table.Rows.Select(row => new LevelRow(column => Cell(row, column)));

    /// <exception cref="KeyNotFoundException">The process that answers is of another age and has no such table.</exception>
    public static LevelRows Of(Snapshot snapshot, string name) =>
        new(snapshot.Tables.FirstOrDefault(one => one.Name == name) ?? throw new KeyNotFoundException($"The process shows no table '{name}'."));

    /// <returns>Empty where there is no such table: it is shown only where there is something in it.</returns>
    public static IEnumerable<LevelRow> In(Snapshot snapshot, string name) =>
        snapshot.Tables.FirstOrDefault(one => one.Name == name) is { } table ? new LevelRows(table).All : [];

    private string Cell(IReadOnlyList<object?> row, string column)
    {
        var at = table.Columns.Index().Where(one => one.Item == column).Select(static one => one.Index).DefaultIfEmpty(-1).First();
        return at < 0 ? "" : row[at] switch
        {
            null => "",
            JsonElement { ValueKind: JsonValueKind.Null } => "",
            var cell => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
        };
    }
}
