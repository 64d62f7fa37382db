using Holdfast.Control.Store;
using Holdfast.Control.Store.Sqlite;

namespace Holdfast.Control.Tests.Store.Sqlite;

/// <summary>Ten thousand revisions: what is asked of them visits no more of them than it answers with.</summary>
public sealed class LongHistoryTests : IAsyncDisposable
{
    private const int Count = 10_000;

    private readonly StoreFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task TenThousandRevisions_Asked_AreSearchedAndNotScanned()
    {
        var store = _folder.Open();
        var text = Drafts.Text();
        await store.Revisions.PublishAsync(Drafts.Of(text, null, RevisionSource.File), Cancel);
        await using (var beside = _folder.Beside())
        {
            // As published one by one, without waiting ten thousand times for the disk.
            beside.Execute(
                $"""
                BEGIN;
                WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {Count})
                  INSERT INTO revisions SELECT i, i - 1, 'd' || i, 'ann', 'change ' || i, 'published', i FROM n;
                INSERT INTO revision_files SELECT number, 0, '/plan.yaml', text FROM revisions, revision_files WHERE revision = 1 AND number > 1;
                INSERT INTO activations SELECT number, number, number - 1, at, author, reason FROM revisions WHERE number > 1;
                INSERT INTO audit SELECT number, at, author, reason, 'plan.publish', 'revision ' || number, '', digest, 'done' FROM revisions WHERE number > 1;
                COMMIT;
                """);
            foreach (var statement in SqliteRevisions.Statements.Append(SqliteAuditTrail.PageStatement))
                Plan(beside, statement).ShouldAllBe(step => step.StartsWith("SEARCH ") || step.StartsWith("SCALAR SUBQUERY") || step.Contains("USING INTEGER PRIMARY KEY") || step.StartsWith("SCAN activations") && statement.Contains("LIMIT 1"), statement);
        }

        (await store.Revisions.LiveAsync(Cancel))!.Entry.Number.ShouldBe(Count);
        (await store.Revisions.HistoryAsync(5_001, 100, Cancel)).Select(static entry => entry.Number).ShouldBe(Enumerable.Range(4_901, 100).Reverse());
        (await store.Revisions.PublishAsync(Drafts.Of(text, Count), Cancel)).Entry.Number.ShouldBe(Count + 1);
        (await store.Audit.PageAsync(5_001, 100, Cancel)).Count.ShouldBe(100);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IReadOnlyList<string> Plan(Microsoft.Data.Sqlite.SqliteConnection connection, string statement) =>
        connection.Rows($"EXPLAIN QUERY PLAN {statement}", static row => row.GetString(3),
            ("$before", 5_000), ("$limit", 100), ("$it", 5_000));
}
