using Holdfast.Control.Store.Sqlite;
using Holdfast.Core.Queue;
using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>Reads a damaged file row by row, by whatever way there is to each, and writes what it gets into another.</summary>
internal static class Salvaging
{
    /// <summary>More rows than any lane holds; a damaged index may go round in circles.</summary>
    private const int RowsMax = 100_000_000;

    /// <returns>How many operations were saved.</returns>
    public static int Save(string from, SqliteConnection to, string bodies, List<string> lost)
    {
        using var damaged = SqliteOpening.Connect(from, SqliteOpenMode.ReadWrite);
        using var transaction = to.BeginTransaction(deferred: false);
        var saved = Table(damaged, to, "operations", lost) + Table(damaged, to, "ended", lost);
        Keys(damaged, to, lost);
        to.Execute("""
            INSERT INTO lanes (lane, live, bytes, buried, kept)
            SELECT lane, sum(live), sum(bytes), sum(buried), sum(kept) FROM (
              SELECT lane, 1 AS live, bytes, 0 AS buried, 0 AS kept FROM operations
              UNION ALL SELECT lane, 0, 0, state IN (4, 5), kept FROM ended) GROUP BY lane
            """);
        // Where the first of an order is lost, the next must not be held for ever.
        to.Execute("""
            UPDATE operations SET state = 0 WHERE state = 2 AND seq = (SELECT min(seq) FROM operations AS o WHERE o.lane = operations.lane AND o.ordering = operations.ordering)
            """);
        Count(damaged, to, lost);
        Try(() => to.Execute("UPDATE clock SET at = $at", ("$at", damaged.Number("SELECT at FROM clock"))));
        transaction.Commit();
        foreach (var id in QueueExchange.Bodies(to))
            if (!File.Exists(Path.Combine(bodies, id.ToString()))) lost.Add($"The body of operation {id} is gone; the rest of it is saved.");
        return saved;
    }

    private static int Table(SqliteConnection from, SqliteConnection to, string table, List<string> lost)
    {
        var (rows, columns, saved) = (Known(from, table), Columns(to, table), 0);
        var read = $"SELECT {string.Join(", ", columns)} FROM {table} WHERE seq = $seq";
        var write = $"INSERT OR IGNORE INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(static (_, at) => $"$p{at}"))})";
        foreach (var (seq, id) in rows)
        {
            var values = default(object?[]);
            var fault = Try(() => values = from.Rows(read, static row => Enumerable.Range(0, row.FieldCount).Select(at => row.IsDBNull(at) ? null : row.GetValue(at)).ToArray(), ("$seq", seq)) is [var found] ? found : null);
            var isIn = values is not null && Try(() => to.Execute(write, [.. values.Select(static (value, at) => ($"$p{at}", value))])) is null;
            if (isIn) saved++;
            else lost.Add($"Operation {id?.ToString() ?? $"in row {seq}"} ({(table == "ended" ? "done with" : "not done with")}) cannot be read{(fault is null ? "" : $": {fault.Message}")}.");
        }

        return saved;
    }

    /// <summary>Rows that there are by the table, and by the index of names: where the one cannot be read, the other may.</summary>
    private static SortedDictionary<long, OperationId?> Known(SqliteConnection from, string table)
    {
        var known = new SortedDictionary<long, OperationId?>();
        foreach (var text in (string[])
        [
            $"SELECT seq, NULL FROM {table} NOT INDEXED ORDER BY seq", $"SELECT seq, NULL FROM {table} NOT INDEXED ORDER BY seq DESC",
            $"SELECT seq, id FROM {table} INDEXED BY {table}_id ORDER BY id", $"SELECT seq, id FROM {table} INDEXED BY {table}_id ORDER BY id DESC",
        ])
        {
            Try(() =>
            {
                using var command = from.CreateCommand();
                command.CommandText = text;
                using var reader = command.ExecuteReader();
                for (var count = 0; count < RowsMax && reader.Read(); count++)
                {
                    var seq = reader.GetInt64(0);
                    if (!reader.IsDBNull(1) && reader.Bytes(1) is { Length: 16 } id) known[seq] = OperationId.Of(id);
                    else known.TryAdd(seq, null);
                }
            });
        }

        return known;
    }

    /// <summary>Those of operations that are lost go: who comes again with one is not told of an operation that is not there.</summary>
    private static void Keys(SqliteConnection from, SqliteConnection to, List<string> lost)
    {
        foreach (var order in (string[])["", " DESC"])
        {
            Try(() =>
            {
                foreach (var (key, fingerprint, id) in from.Rows($"SELECT key, fingerprint, id FROM keys ORDER BY key{order}", static row => (row.Bytes(0), row.Bytes(1), row.Bytes(2))))
                    to.Execute("INSERT OR IGNORE INTO keys SELECT $key, $fingerprint, $id WHERE EXISTS (SELECT 1 FROM operations WHERE id = $id UNION SELECT 1 FROM ended WHERE id = $id)", ("$key", key), ("$fingerprint", fingerprint), ("$id", id));
            });
        }

        var missing = to.Number("""
            SELECT count(*) FROM (SELECT key FROM operations WHERE key IS NOT NULL UNION ALL SELECT key FROM ended WHERE key IS NOT NULL) WHERE key NOT IN (SELECT key FROM keys)
            """);
        if (missing > 0) lost.Add($"The keys of {missing} operations cannot be read: who sends one of them again is taken for somebody new.");
    }

    /// <summary>What neither table nor index names is found by how many there should be.</summary>
    private static void Count(SqliteConnection from, SqliteConnection to, List<string> lost) => Try(() =>
    {
        foreach (var (lane, live) in from.Rows("SELECT lane, live FROM lanes", static row => (row.GetString(0), row.GetInt64(1))))
            if (to.Number("SELECT count(*) FROM operations WHERE lane = $lane", ("$lane", lane)) is { } there && there < live)
                lost.Add($"Of {live} operations of '{lane}' that are not done with, {live - there} are not saved.");
    });

    private static IReadOnlyList<string> Columns(SqliteConnection to, string table) => to.Rows($"SELECT name FROM pragma_table_info('{table}')", static row => row.GetString(0));

    private static SqliteException? Try(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (SqliteException fault)
        {
            return fault;
        }
    }
}
