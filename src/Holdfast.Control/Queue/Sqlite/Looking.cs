using Holdfast.Control.Store.Sqlite;
using Holdfast.Core.Queue;
using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>Says what is known of operations.</summary>
internal static class Looking
{
    private const string Live = "SELECT id, lane, state, attempts, accepted, history, caller, caller_by, due, NULL, NULL FROM operations";
    private const string Ended = "SELECT id, lane, state, attempts, accepted, history, caller, caller_by, at, answer, answer_body FROM ended";

    public static OperationStatus? Find(SqliteConnection connection, OperationId id)
    {
        // As of one moment: it must not move from the one to the other in between.
        using var moment = connection.BeginTransaction(deferred: true);
        if (connection.Rows($"{Live} WHERE id = $id", Read, ("$id", id.ToBytes())) is [var live]) return live;
        return connection.Rows($"{Ended} WHERE id = $id", Read, ("$id", id.ToBytes())) is [var ended] ? ended : null;
    }

    public static IReadOnlyList<OperationStatus> List(SqliteConnection connection, string lane, OperationState state, OperationId? after, int countMax)
    {
        var (rows, table) = state < OperationState.Delivered ? (Live, "operations") : (Ended, "ended");
        var behind = after is null ? "" : $"AND seq > (SELECT seq FROM {table} WHERE id = $after)";
        return connection.Rows(
            $"{rows} WHERE lane = $lane AND state = $state {behind} ORDER BY seq LIMIT $most", Read,
            ("$lane", lane), ("$state", (int)state), ("$after", after?.ToBytes()), ("$most", countMax));
    }

    public static IReadOnlyList<LaneReading> Lanes(QueueSession session) =>
        [.. session.Lanes.All.OrderBy(static lane => lane.Key, StringComparer.Ordinal).Select(lane => new LaneReading(
            lane.Key, lane.Value.Live, lane.Value.Bytes, lane.Value.Buried,
            Accepting.Oldest(session, lane.Key) is var oldest and not long.MaxValue ? TimeSpan.FromMilliseconds(session.Now - oldest) : TimeSpan.Zero,
            Next(session, lane.Key), lane.Value.Kept))];

    private static TimeSpan? Next(QueueSession session, string lane)
    {
        var due = ((int[])[0, 1]).Select(retried => session.Statement(
            "SELECT due FROM operations WHERE state = 0 AND lane = $0 AND retried = $1 ORDER BY due, seq LIMIT 1").First(static row => (long?)row.GetInt64(0), lane, retried)).Min();
        return due is { } first ? TimeSpan.FromMilliseconds(Math.Max(0, first - session.Now)) : null;
    }

    private static OperationStatus Read(SqliteDataReader row)
    {
        var state = (OperationState)row.GetInt32(2);
        var (isEnded, at) = (state >= OperationState.Delivered, QueueClock.At(row.GetInt64(8)));
        return new OperationStatus
        {
            Id = OperationId.Of(row.Bytes(0)),
            Lane = row.GetString(1),
            State = state,
            Attempts = row.GetInt32(3),
            AcceptedAt = QueueClock.At(row.GetInt64(4)),
            History = QueueJson.History(row.GetString(5)),
            Caller = row.Bytes(6),
            CallerBy = row.GetString(7),
            DueAt = state == OperationState.Waiting ? at : null,
            EndedAt = isEnded ? at : null,
            Answer = isEnded ? QueueJson.Answer(row.Bytes(9), row.Bytes(10)) : null,
        };
    }
}
