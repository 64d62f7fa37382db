using Holdfast.Core.Queue;
using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>What operators do with operations that failed or were given up.</summary>
internal static class Reviving
{
    private const string Columns = "seq, id, state, token, accepted, expires, keep, ordering, key, caller, caller_by, spilled, history, request, body, lane, kept";

    /// <summary>At once: a transaction that moves more keeps the others waiting for too long.</summary>
    public const int AtOnceMax = 500;

    /// <summary>The newest row of those that are done with.</summary>
    public static long Last(QueueSession session) => session.Statement("SELECT ifnull(max(seq), 0) FROM ended").First(static row => row.GetInt64(0));

    /// <param name="ids">Null: the first <see cref="AtOnceMax"/> of the lane.</param>
    /// <param name="last">Without names: none behind this row.</param>
    public static int Revive(QueueSession session, string lane, IReadOnlyList<OperationId>? ids, long last)
    {
        var rows = Buried(session, lane, ids, last, static row => (Seq: row.GetInt64(0), Draft: Read(row), Request: row.Bytes(13), History: row.GetString(12), Token: row.GetInt64(3), Kept: row.GetInt64(16)));
        foreach (var row in rows)
        {
            session.Statement("DELETE FROM ended WHERE seq = $0").Execute(row.Seq);
            session.Lanes.Add(lane, 0, 0, buried: -1, -row.Kept);
            Accepting.Insert(session, row.Draft, row.Request, row.History, row.Token);
        }

        return rows.Count;
    }

    /// <inheritdoc cref="Revive"/>
    public static int Drop(QueueSession session, string lane, IReadOnlyList<OperationId>? ids, long last)
    {
        var rows = Buried(session, lane, ids, last, static row => (Seq: row.GetInt64(0), Id: row.Bytes(1), Key: row.Bytes(8), Spilled: row.GetInt64(11), State: row.GetInt32(2), Kept: row.GetInt64(16)));
        foreach (var row in rows) Sweeping.Forget(session, row.Seq, row.Id, row.Key, row.Spilled, lane, (OperationState)row.State, row.Kept);
        return rows.Count;
    }

    private static List<T> Buried<T>(QueueSession session, string lane, IReadOnlyList<OperationId>? ids, long last, Func<SqliteDataReader, T> read)
    {
        if (ids is null)
            return session.Statement($"SELECT {Columns} FROM ended WHERE state IN (4, 5) AND lane = $0 AND seq <= $1 ORDER BY seq LIMIT $2").Rows(read, lane, last, AtOnceMax);
        var one = session.Statement($"SELECT {Columns} FROM ended WHERE id = $0 AND lane = $1 AND state IN (4, 5)");
        return [.. ids.Distinct().SelectMany(id => one.Rows(read, id.ToBytes(), lane))];
    }

    /// <summary>With all of its time before it again.</summary>
    private static OperationDraft Read(SqliteDataReader row) => new()
    {
        Id = OperationId.Of(row.Bytes(1)),
        Lane = row.GetString(15),
        Request = QueueJson.Request(row.Bytes(13)),
        Body = row.Bytes(14),
        SpilledBytes = row.GetInt64(11),
        Key = row.Bytes(8),
        Caller = row.Bytes(9),
        CallerBy = row.GetString(10),
        Order = row.TextOrNone(7),
        AgeMax = TimeSpan.FromMilliseconds(row.GetInt64(5) - row.GetInt64(4)),
        Keep = TimeSpan.FromMilliseconds(row.GetInt64(6)),
        Bounds = new LaneBounds(int.MaxValue, long.MaxValue, TimeSpan.MaxValue),
    };
}
