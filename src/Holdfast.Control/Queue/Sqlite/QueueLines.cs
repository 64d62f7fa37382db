using System.Text;
using System.Text.Json;
using Holdfast.Control.Store.Sqlite;
using Holdfast.Core.Queue;
using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>Operations as lines of JSON, out and in.</summary>
internal static class QueueLines
{
    /// <summary>Read at once: an export of a million holds none of them for long.</summary>
    private const int PageRows = 200;

    private const string Columns = "seq, o.id, lane, request, body, spilled, o.key, k.fingerprint, caller, caller_by, ordering, keep, history, state";
    private const string Behind = "LEFT JOIN keys AS k ON k.key = o.key WHERE seq > $after";

    private static readonly string[] Sources =
    [
        $"SELECT {Columns}, max(expires - $now, 0) FROM operations AS o {Behind} ORDER BY seq LIMIT {PageRows}",
        // All of its time is before it again, should somebody have it tried again.
        $"SELECT {Columns}, max(expires - accepted, 0 * $now) FROM ended AS o {Behind} AND state IN (4, 5) ORDER BY seq LIMIT {PageRows}",
    ];

    /// <summary>A page of those behind a row; empty: there are no more.</summary>
    /// <param name="source">0: live ones; 1: failed and dead ones.</param>
    public static IReadOnlyList<(long Seq, QueueLine Line)> Page(SqliteConnection connection, int source, long after, long now) =>
        connection.Rows(Sources[source], Read, ("$after", after), ("$now", now));

    public static int SourceCount => Sources.Length;

    public static byte[] Write(QueueLine line) => [.. JsonSerializer.SerializeToUtf8Bytes(line, QueueJson.Options), (byte)'\n'];

    /// <exception cref="QueueException">A line cannot be read.</exception>
    public static async IAsyncEnumerable<QueueLine> ReadAsync(Stream from)
    {
        using var reader = new StreamReader(from, Encoding.UTF8, leaveOpen: true);
        for (var number = 1; await reader.ReadLineAsync() is { } text; number++)
            if (text.Length > 0) yield return Parse(text, number);
    }

    private static QueueLine Parse(string text, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<QueueLine>(text, QueueJson.Options) ?? throw new FormatException("it is nothing");
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            throw new QueueException(QueueErrors.BadLine, $"Line {number} cannot be read: {fault.Message}", fault);
        }
    }

    private static (long Seq, QueueLine Line) Read(SqliteDataReader row) => (row.GetInt64(0), new QueueLine
    {
        Id = OperationId.Of(row.Bytes(1)).ToString(),
        Lane = row.GetString(2),
        Request = QueueJson.Request(row.Bytes(3)),
        Body = row.IsDBNull(4) ? null : row.Bytes(4),
        Spilled = row.GetInt64(5),
        Key = row.IsDBNull(6) ? null : row.Bytes(6),
        Fingerprint = row.IsDBNull(7) ? null : row.Bytes(7),
        Caller = row.IsDBNull(8) ? null : row.Bytes(8),
        CallerBy = row.GetString(9),
        Order = row.TextOrNone(10),
        KeepMs = row.GetInt64(11),
        History = row.GetString(12),
        State = (OperationState)row.GetInt32(13),
        LeftMs = row.GetInt64(14),
    });
}
