using Holdfast.Control.Access;
using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Store.Sqlite;

internal sealed class SqliteTokens(SqliteDatabase database, TimeProvider time) : ITokens
{
    private const string Good = "until > $now AND NOT EXISTS (SELECT 1 FROM token_revocations WHERE token = tokens.id)";

    internal const string GoodStatement =
        $"SELECT id, name, prefix, role, interfaces, tokens.at, until, author, reason, hash, token_uses.at FROM tokens LEFT JOIN token_uses ON token = id WHERE {Good} ORDER BY id LIMIT $limit";

    public Task<IReadOnlyList<StoredToken>> GoodAsync(CancellationToken cancellation) => database.ReadAsync(
        connection => connection.Rows(GoodStatement, Token, ("$now", Now), ("$limit", ITokens.GoodMax)), cancellation);

    public Task<StoredToken> AddAsync(TokenDraft draft, CancellationToken cancellation) =>
        database.WriteAsync(transaction => Add(transaction, draft, time.GetUtcNow()), cancellation);

    public Task RevokeAsync(long id, Order order, CancellationToken cancellation) => database.WriteAsync(transaction =>
    {
        var name = transaction.Connection!.Text($"SELECT name FROM tokens WHERE id = $id AND {Good}", ("$id", id), ("$now", Now))
            ?? throw new StoreException(AccessErrors.NoSuchToken, $"No token that is good has the number {id}.");
        transaction.Execute(
            "INSERT INTO token_revocations (token, at, author, reason) VALUES ($id, $now, $by, $why)",
            ("$id", id), ("$now", Now), ("$by", order.By), ("$why", order.Why));
        SqliteAuditTrail.Append(transaction, new AuditDraft(order, "token.revoke", $"token {name}", "good", "revoked"), time.GetUtcNow());
        return true;
    }, cancellation);

    public Task UsedAsync(IReadOnlyList<(long Id, DateTimeOffset At)> uses, CancellationToken cancellation) => database.WriteAsync(transaction =>
    {
        foreach (var (id, at) in uses)
        {
            transaction.Execute(
                "INSERT INTO token_uses (token, at) VALUES ($id, $at) ON CONFLICT (token) DO UPDATE SET at = excluded.at",
                ("$id", id), ("$at", SqliteText.Milliseconds(at)));
        }

        return true;
    }, cancellation);

    private long Now => SqliteText.Milliseconds(time.GetUtcNow());

    private static StoredToken Add(SqliteTransaction transaction, TokenDraft draft, DateTimeOffset at)
    {
        var (connection, now) = (transaction.Connection!, SqliteText.Milliseconds(at));
        if (connection.Number($"SELECT count(*) FROM tokens WHERE {Good}", ("$now", now)) >= ITokens.GoodMax)
            throw new StoreException(AccessErrors.TooManyTokens, $"{ITokens.GoodMax} tokens are good at this moment.");
        if (connection.Number($"SELECT count(*) FROM tokens WHERE name = $name AND {Good}", ("$name", draft.Name), ("$now", now)) > 0)
            throw new StoreException(AccessErrors.TokenNameTaken, $"A token that is good is named '{draft.Name}'.");
        var id = connection.Number(
            "INSERT INTO tokens (name, prefix, hash, role, interfaces, at, until, author, reason) VALUES ($name, $prefix, $hash, $role, $interfaces, $at, $until, $by, $why) RETURNING id",
            ("$name", draft.Name), ("$prefix", draft.Prefix), ("$hash", draft.Hash), ("$role", Name(draft.Role)), ("$interfaces", string.Join(' ', draft.Interfaces)),
            ("$at", now), ("$until", SqliteText.Milliseconds(draft.Until)), ("$by", draft.Order.By), ("$why", draft.Order.Why))!.Value;
        var after = $"{Name(draft.Role)}{(draft.Interfaces.Count > 0 ? $" of {string.Join(", ", draft.Interfaces)}" : "")} until {draft.Until.UtcDateTime:yyyy-MM-dd HH:mm}Z";
        SqliteAuditTrail.Append(transaction, new AuditDraft(draft.Order, "token.create", $"token {draft.Name}", "", after), at);
        return new StoredToken(
            new TokenEntry(id, draft.Name, draft.Prefix, draft.Role, draft.Interfaces, at, draft.Until, draft.Order.By, draft.Order.Why), draft.Hash);
    }

    private static StoredToken Token(SqliteDataReader row) => new(
        new TokenEntry(row.GetInt64(0), row.GetString(1), row.GetString(2), RoleOf(row.GetString(3)), Names(row.GetString(4)), row.Time(5), row.Time(6), row.GetString(7), row.GetString(8))
        {
            LastUsed = row.IsDBNull(10) ? null : row.Time(10),
        },
        row.GetFieldValue<byte[]>(9));

    private static string[] Names(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Name(Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Operator => "operator",
        _ => "admin",
    };

    private static Role RoleOf(string name) => name switch
    {
        "admin" => Role.Admin,
        "operator" => Role.Operator,
        _ => Role.Viewer,
    };
}
