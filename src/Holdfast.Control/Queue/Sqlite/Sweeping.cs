using Holdfast.Core.Queue;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>What time alone does: so much of it at once that whoever waits for the writer does not notice.</summary>
internal static class Sweeping
{
    private const int AtOnceMax = 500;
    private const int LookedAtMax = 100;

    public static void Sweep(QueueSession session)
    {
        session.Statement("UPDATE operations SET state = 0, retried = 1, due = $0 WHERE state = 1 AND due <= $0").Execute(session.Now);
        foreach (var (lane, tally) in session.Lanes.All.ToArray())
        {
            if (tally.Live > 0) GiveUpOld(session, lane);
            Keeping.Trim(session, lane, LookedAtMax);
        }

        Forget(session);
    }

    /// <summary>Those at the head of a lane are the oldest; what is too old behind them is found when they are gone, or when it is claimed.</summary>
    private static void GiveUpOld(QueueSession session, string lane)
    {
        var head = session.Statement("SELECT seq, expires, state FROM operations WHERE lane = $0 ORDER BY seq LIMIT $1").Rows(
            static row => (Seq: row.GetInt64(0), Expires: row.GetInt64(1), State: row.GetInt32(2)), lane, LookedAtMax);
        foreach (var (seq, expires, state) in head)
            if (expires <= session.Now && state != (int)OperationState.Leased) Burying.GiveUp(session, seq);
    }

    private static void Forget(QueueSession session)
    {
        var old = session.Statement("SELECT seq, id, key, spilled, lane, state, kept FROM ended WHERE until <= $0 ORDER BY until LIMIT $1").Rows(
            static row => (Seq: row.GetInt64(0), Id: row.Bytes(1), Key: row.Bytes(2), Spilled: row.GetInt64(3), Lane: row.GetString(4), State: row.GetInt32(5), Kept: row.GetInt64(6)), session.Now, AtOnceMax);
        foreach (var (seq, id, key, spilled, lane, state, kept) in old)
            Forget(session, seq, id, key, spilled, lane, (OperationState)state, kept);
    }

    /// <summary>Nothing of it is left.</summary>
    public static void Forget(QueueSession session, long seq, byte[] id, byte[] key, long spilled, string lane, OperationState state, long kept)
    {
        session.Statement("DELETE FROM ended WHERE seq = $0").Execute(seq);
        if (key.Length > 0) session.Statement("DELETE FROM keys WHERE key = $0 AND id = $1").Execute(key, id);
        session.Lanes.Add(lane, 0, 0, buried: state == OperationState.Delivered ? 0 : -1, -kept);
        if (spilled > 0) session.Afterwards(() => session.Bodies.Delete(OperationId.Of(id)));
    }
}
