using Holdfast.Control.Store;
using Holdfast.Control.Store.Sqlite;

namespace Holdfast.Control.Tests.Store.Sqlite;

public sealed class SqliteRoomTests : IAsyncDisposable
{
    private readonly StoreFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Look_AtAStoreNearItsBound_SaysThatItIsFull()
    {
        var store = _folder.Open(bytesMax: SqliteRoom.BytesMin);

        (await Should.ThrowAsync<StoreException>(() => store.CheckAsync(Cancel))).Known.ShouldBe(StoreErrors.Full);
    }

    /// <summary>What a look cannot see, a quota say, shows at the first change; from then on a look must have written to say that all is well.</summary>
    [Fact]
    public async Task Look_AfterAChangeThatFoundNoRoom_Writes()
    {
        var store = _folder.Open(bytesMax: 2 * SqliteRoom.BytesMin);
        await store.Revisions.PublishAsync(Drafts.Of("1s", null), Cancel);
        await store.CheckAsync(Cancel);
        var large = new RevisionDraft(PlanText.Of("/plan.yaml", new byte[3 << 20]), "x", 1, RevisionSource.Published, Drafts.Ann);
        (await Should.ThrowAsync<StoreException>(() => store.Revisions.PublishAsync(large, Cancel))).Known.ShouldBe(StoreErrors.Full);
        var failed = Schema();

        var look = await store.CheckAsync(Cancel);

        look.Bytes.ShouldBeLessThan(SqliteRoom.BytesMin);
        var proven = Schema();
        proven.ShouldBeGreaterThan(failed, "a table was made and taken out again: it can be written to");
        await store.CheckAsync(Cancel);
        Schema().ShouldBe(proven, "once is enough");
    }

    /// <summary>Counted up by every change of the tables.</summary>
    private long Schema()
    {
        using var beside = _folder.Beside();
        using var command = beside.CreateCommand();
        command.CommandText = "PRAGMA schema_version";
        return (long)command.ExecuteScalar()!;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
