using Holdfast.Core.Queue;
using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>Leases what is due.</summary>
internal static class Claiming
{
    private const string Statement = """
        UPDATE operations SET state = 1, due = $0, token = token + 1, attempts = attempts + 1
        WHERE seq IN (SELECT seq FROM operations WHERE state = 0 AND lane = $1 AND retried = $2 AND due <= $3 ORDER BY due, seq LIMIT $4)
        RETURNING seq, id, token, attempts, request, body, spilled, accepted, expires
        """;

    public static IReadOnlyList<ClaimedOperation> Claim(QueueSession session, ClaimWish wish)
    {
        var fresh = Rows(session, wish, retried: 0, wish.FreshMax);
        var retried = Rows(session, wish, retried: 1, wish.RetriedMax);
        var claims = new List<ClaimedOperation>(fresh.Count + retried.Count);
        foreach (var (seq, claim) in fresh.Concat(retried))
        {
            if (claim.ExpiresAt.ToUnixTimeMilliseconds() > session.Now) claims.Add(claim);
            else Burying.GiveUp(session, seq);
        }

        return claims;
    }

    private static IEnumerable<(long Seq, ClaimedOperation Claim)> Sorted(List<(long Seq, ClaimedOperation Claim)> rows) => rows.OrderBy(static row => row.Seq);

    private static List<(long Seq, ClaimedOperation Claim)> Rows(QueueSession session, ClaimWish wish, int retried, int countMax)
    {
        if (countMax <= 0) return [];
        // It says nothing of the order in which it returns what it has changed.
        return [.. Sorted(session.Statement(Statement).Rows(
            row => Read(row, wish.Lane), session.Now + (long)wish.Lease.TotalMilliseconds, wish.Lane, retried, session.Now, countMax))];
    }

    private static (long Seq, ClaimedOperation Claim) Read(SqliteDataReader row, string lane) => (row.GetInt64(0), new ClaimedOperation(
        OperationId.Of(row.Bytes(1)), lane, row.GetInt64(2), row.GetInt32(3), QueueJson.Request(row.Bytes(4)), row.Bytes(5), row.GetInt64(6),
        QueueClock.At(row.GetInt64(7)), QueueClock.At(row.GetInt64(8))));
}
