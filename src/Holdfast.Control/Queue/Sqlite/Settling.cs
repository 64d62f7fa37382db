using Holdfast.Core.Queue;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>Ends leases, as whoever held them says.</summary>
internal static class Settling
{
    public static bool Settle(QueueSession session, ClaimedOperation claim, Settlement settlement)
    {
        var (seq, history, attempts, expires) = session.Statement(
            "SELECT seq, history, attempts, expires FROM operations WHERE id = $0 AND token = $1 AND state = 1").First(
            static row => (row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetInt64(3)), claim.Id.ToBytes(), claim.Token);
        if (history is null) return false;
        history = QueueJson.Add(history, new AttemptEntry(attempts, QueueClock.At(session.Now), settlement.Note));
        if (settlement.State != OperationState.Waiting)
        {
            Burying.Bury(session, seq, settlement.State, history, settlement.Answer);
            return true;
        }

        // Not beyond the time at which it is given up: it is given up then.
        var due = Math.Min(session.Now + (long)settlement.After.TotalMilliseconds, Math.Max(expires, session.Now));
        session.Statement("UPDATE operations SET state = 0, retried = max(retried, $1), due = $2, attempts = attempts - $3, history = $4 WHERE seq = $0").Execute(
            seq, settlement.IsCharged ? 1 : 0, due, settlement.IsCharged ? 0 : 1, history);
        return true;
    }

    public static bool Renew(QueueSession session, ClaimedOperation claim, TimeSpan lease) =>
        session.Statement("UPDATE operations SET due = $2 WHERE id = $0 AND token = $1 AND state = 1").Execute(
            claim.Id.ToBytes(), claim.Token, session.Now + (long)lease.TotalMilliseconds) == 1;

    /// <summary>Whoever held them is gone: nobody else has had the folder since.</summary>
    public static void TakeBackAll(QueueSession session) => session.Statement("UPDATE operations SET state = 0, retried = 1, due = $0 WHERE state = 1").Execute(session.Now);
}
