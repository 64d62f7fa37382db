using Holdfast.Core.Queue;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>Moves operations that are done with to where results are kept.</summary>
internal static class Burying
{
    private const string TooOld = "older than it may become";

    /// <summary>What is delivered needs its request no more; what is not may be tried again by hand.</summary>
    private const string Statement = """
        INSERT INTO ended (id, lane, state, token, attempts, accepted, expires, keep, at, until, ordering, key, caller, caller_by, spilled, bytes, history, answer, answer_body, request, body, kept)
        SELECT id, lane, $1, token, attempts, accepted, expires, keep, $2, max($2, expires) + keep, ordering, key, caller, caller_by,
          iif($1 = 3, 0, spilled), bytes, $3, $4, $5, iif($1 = 3, NULL, request), iif($1 = 3, NULL, body), $6
        FROM operations WHERE seq = $0
        """;

    /// <summary>Of the answers kept so far, for each new one: several short ones may have to go for a long one.</summary>
    private const int TrimmedMax = 4;

    public static void Bury(QueueSession session, long seq, OperationState state, string history, OperationAnswer? answer)
    {
        var (lane, bytes, ordering, spilled, id) = session.Statement("SELECT lane, bytes, ordering, spilled, id FROM operations WHERE seq = $0").First(
            static row => (row.GetString(0), row.GetInt64(1), row.TextOrNone(2), row.GetInt64(3), row.Bytes(4)), seq);
        var head = answer is null ? null : QueueJson.Head(answer);
        var kept = Keeping.RowBytes + (state == OperationState.Delivered ? 0 : bytes) + (head?.Length ?? 0) + (answer?.Body.Length ?? 0);
        session.Statement(Statement).Execute(seq, (int)state, session.Now, history, head, answer is null ? null : QueueRow.OrNone(answer.Body), kept);
        session.Statement("DELETE FROM operations WHERE seq = $0").Execute(seq);
        session.Lanes.Add(lane, live: -1, -bytes, buried: state == OperationState.Delivered ? 0 : 1, kept);
        session.Lanes.Of(lane).LookedAt = long.MinValue / 2;
        Keeping.Trim(session, lane, TrimmedMax);
        if (ordering is not null) Next(session, lane, ordering);
        if (spilled > 0 && state == OperationState.Delivered) session.Afterwards(() => session.Bodies.Delete(OperationId.Of(id)));
    }

    /// <summary>It has become too old before it could be delivered.</summary>
    public static void GiveUp(QueueSession session, long seq)
    {
        var (history, attempts, id, lane) = session.Statement("SELECT history, attempts, id, lane FROM operations WHERE seq = $0").First(
            static row => (row.GetString(0), row.GetInt32(1), row.Bytes(2), row.GetString(3)), seq);
        Bury(session, seq, OperationState.Dead, QueueJson.Add(history, new AttemptEntry(attempts, QueueClock.At(session.Now), TooOld)), answer: null);
        session.Afterwards(() => session.Expired(new ExpiredOperation(OperationId.Of(id), lane, TooOld)));
    }

    /// <summary>The one behind it comes to its turn.</summary>
    private static void Next(QueueSession session, string lane, string ordering) => session.Statement("""
        UPDATE operations SET state = 0 WHERE state = 2
          AND seq = (SELECT seq FROM operations WHERE lane = $0 AND ordering = $1 ORDER BY seq LIMIT 1)
        """).Execute(lane, ordering);
}
