using Holdfast.Control.Access;
using Holdfast.Control.Store;
using Holdfast.Control.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Tests.Store.Sqlite;

/// <summary>What is on record stays, also for statements that somebody adds without thinking of it.</summary>
public sealed class AppendOnlyTests : IAsyncDisposable
{
    private readonly StoreFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData("revisions", "author")]
    [InlineData("texts", "bytes")]
    [InlineData("revision_files", "path")]
    [InlineData("activations", "author")]
    [InlineData("audit", "reason")]
    [InlineData("tokens", "role")]
    [InlineData("token_revocations", "reason")]
    public async Task Rows_Written_AreNeitherChangedNorTakenOutNorReplaced(string table, string column)
    {
        var store = _folder.Open();
        await store.Revisions.PublishAsync(Drafts.Of("1s", null), TestContext.Current.CancellationToken);
        var token = await store.Tokens.AddAsync(
            new TokenDraft("t", "hft_", new byte[32], Role.Viewer, [], DateTimeOffset.MaxValue, Drafts.Ann), TestContext.Current.CancellationToken);
        await store.Tokens.RevokeAsync(token.Entry.Id, Drafts.Ann, TestContext.Current.CancellationToken);
        await using var beside = _folder.Beside();
        var before = Dump(beside, table);
        before.ShouldNotBeEmpty();

        foreach (var statement in new[]
        {
            $"UPDATE {table} SET {column} = {column}",
            $"DELETE FROM {table}",
            $"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
            $"REPLACE INTO {table} SELECT * FROM {table}",
        })
        {
            Should.Throw<SqliteException>(() => beside.Execute(statement), statement).Message.ShouldContain($"{table} only grows");
        }

        Dump(beside, table).ShouldBe(before);
    }

    private static IReadOnlyList<string> Dump(SqliteConnection connection, string table) => connection.Rows(
        $"SELECT * FROM {table}", static row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(column => row.IsDBNull(column) ? "" : row.GetString(column))));
}
