namespace Holdfast.Core.Principles;

/// <param name="Name">Kebab case, unique in its snapshot.</param>
/// <param name="Columns">Names with the unit last where there is one, e.g. <c>attempts_per_second</c>.</param>
/// <param name="Rows">As many cells a row as columns; a cell is a text, number, flag, time or null.</param>
public sealed record SnapshotTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);
