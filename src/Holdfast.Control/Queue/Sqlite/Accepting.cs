using Holdfast.Core.Queue;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>Takes operations in.</summary>
internal static class Accepting
{
    /// <summary>What the oldest of a lane, and the room on the disk, are looked at again after.</summary>
    private const long LookEveryMs = 1_000;

    public static Acceptance Accept(QueueSession session, OperationDraft draft, byte[] request, DiskRoom room)
    {
        if (!draft.Key.IsEmpty && Known(session, draft) is { } known) return known;
        if (Bound(session, draft, request, room) is { } full) return full;
        Insert(session, draft, request);
        return new Acceptance(AcceptanceKind.Accepted, draft.Id);
    }

    /// <summary>Puts an operation into its lane, behind those of its order.</summary>
    public static void Insert(QueueSession session, OperationDraft draft, byte[] request, string history = "", long token = 0)
    {
        var isHeld = draft.Order is not null && session.Statement("SELECT 1 FROM operations WHERE lane = $0 AND ordering = $1 LIMIT 1").First(static _ => true, draft.Lane, draft.Order);
        var bytes = request.Length + draft.Body.Length + draft.SpilledBytes;
        session.Statement("""
            INSERT INTO operations (id, lane, state, retried, due, token, attempts, accepted, expires, keep, ordering, key, caller, caller_by, spilled, bytes, history, request, body)
            VALUES ($0, $1, $2, 0, $3, $4, 0, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            """).Execute(
            draft.Id.ToBytes(), draft.Lane, (int)(isHeld ? OperationState.Held : OperationState.Waiting), session.Now + Milliseconds(draft.Delay), token,
            session.Now, session.Now + Milliseconds(draft.AgeMax), Milliseconds(draft.Keep), draft.Order, QueueRow.OrNone(draft.Key), QueueRow.OrNone(draft.Caller),
            draft.CallerBy, draft.SpilledBytes, bytes, history, request, QueueRow.OrNone(draft.Body));
        if (!draft.Key.IsEmpty)
            session.Statement("INSERT OR IGNORE INTO keys VALUES ($0, $1, $2)").Execute(draft.Key.ToArray(), draft.Fingerprint.ToArray(), draft.Id.ToBytes());
        session.Lanes.Add(draft.Lane, live: 1, bytes);
        var tally = session.Lanes.Of(draft.Lane);
        tally.Oldest = Math.Min(tally.Oldest, session.Now);
    }

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static Acceptance? Known(QueueSession session, OperationDraft draft)
    {
        var (fingerprint, id) = session.Statement("SELECT fingerprint, id FROM keys WHERE key = $0").First(static row => (row.Bytes(0), row.Bytes(1)), draft.Key.ToArray());
        if (id is null) return null;
        var isSame = draft.Fingerprint.Span.SequenceEqual(fingerprint);
        return new Acceptance(isSame ? AcceptanceKind.Known : AcceptanceKind.KeyTaken, OperationId.Of(id));
    }

    /// <summary>Whether it would find room; one that is known needs none.</summary>
    public static Acceptance? Room(QueueSession session, OperationDraft draft, byte[] request, DiskRoom room) =>
        draft.Key.IsEmpty || Known(session, draft) is null ? Bound(session, draft, request, room) : null;

    private static Acceptance? Bound(QueueSession session, OperationDraft draft, byte[] request, DiskRoom room)
    {
        var (tally, bounds) = (session.Lanes.Of(draft.Lane), draft.Bounds);
        if (tally.Live >= bounds.CountMax) return Full(draft, "count", tally.Live, bounds.CountMax);
        var bytes = tally.Bytes + request.Length + draft.Body.Length + draft.SpilledBytes;
        if (bytes > bounds.BytesMax) return Full(draft, "bytes", bytes, bounds.BytesMax);
        tally.KeptMax = bounds.KeptBytesMax;
        if (tally.Kept > bounds.KeptBytesMax && !Keeping.CanTrim(session, draft.Lane)) return Full(draft, "kept", tally.Kept, bounds.KeptBytesMax);
        if (session.Now - tally.LookedAt >= LookEveryMs)
        {
            (tally.Oldest, tally.LookedAt) = (Oldest(session, draft.Lane), session.Now);
        }

        if (tally.Oldest != long.MaxValue && session.Now - tally.Oldest > Milliseconds(bounds.AgeMax))
            return Full(draft, "age", (session.Now - tally.Oldest) / 1000d, bounds.AgeMax.TotalSeconds);
        return room.Left(session.Now, LookEveryMs) is var left && left < room.BytesMin ? Full(draft, "disk", left, room.BytesMin) : null;
    }

    /// <summary>When the oldest live operation of a lane was accepted; <see cref="long.MaxValue"/>: there is none.</summary>
    public static long Oldest(QueueSession session, string lane) =>
        session.Statement("SELECT accepted FROM operations WHERE lane = $0 ORDER BY seq LIMIT 1").First(static row => (long?)row.GetInt64(0), lane) ?? long.MaxValue;

    private static Acceptance Full(OperationDraft draft, string bound, double value, double most) => new(AcceptanceKind.Full, draft.Id, bound, value, most);
}
