using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Store.Sqlite;

internal sealed class SqliteAuditTrail(SqliteDatabase database, TimeProvider time) : IAuditTrail
{
    internal const string PageStatement = "SELECT id, at, author, reason, action, subject, before, after, outcome FROM audit WHERE id < $before ORDER BY id DESC LIMIT $limit";

    public Task<AuditEntry> AppendAsync(AuditDraft draft, CancellationToken cancellation) =>
        database.WriteAsync(transaction => Append(transaction, draft, time.GetUtcNow()), cancellation);

    public Task<IReadOnlyList<AuditEntry>> PageAsync(long? before, int limit, CancellationToken cancellation) => database.ReadAsync(connection => connection.Rows(
        PageStatement,
        static row => new AuditEntry(
            row.GetInt64(0), row.Time(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7)) { Outcome = row.GetString(8) },
        ("$before", before ?? long.MaxValue), ("$limit", Math.Clamp(limit, 1, IAuditTrail.PageMax))), cancellation);

    /// <summary>In the transaction of the change itself: neither is there without the other.</summary>
    public static AuditEntry Append(SqliteTransaction transaction, AuditDraft draft, DateTimeOffset at)
    {
        at = draft.At ?? at;
        var id = transaction.Connection!.Number(
            "INSERT INTO audit (at, author, reason, action, subject, before, after, outcome) VALUES ($at, $by, $why, $action, $subject, $before, $after, $outcome) RETURNING id",
            ("$at", SqliteText.Milliseconds(at)), ("$by", draft.Order.By), ("$why", draft.Order.Why), ("$action", draft.Action),
            ("$subject", draft.Subject), ("$before", draft.Before), ("$after", draft.After), ("$outcome", draft.Outcome))!.Value;
        return new AuditEntry(id, at, draft.Order.By, draft.Order.Why, draft.Action, draft.Subject, draft.Before, draft.After) { Outcome = draft.Outcome };
    }
}
