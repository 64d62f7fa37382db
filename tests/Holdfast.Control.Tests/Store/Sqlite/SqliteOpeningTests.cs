using Holdfast.Control.Store;
using Holdfast.Control.Store.Sqlite;

namespace Holdfast.Control.Tests.Store.Sqlite;

public sealed class SqliteOpeningTests : IAsyncDisposable
{
    private readonly StoreFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task NewStore_OnDisk_IsForThisUserAlone()
    {
        await PublishAsync(_folder.Open());

        StoreFolder.Mode(Path.GetDirectoryName(_folder.File)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_folder.File)!))
            StoreFolder.Mode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        File.Exists($"{_folder.File}-wal").ShouldBeTrue();
    }

    [Fact]
    public void Connection_ThatWrites_WaitsForTheDisk()
    {
        using var connection = SqliteOpening.Open(_folder.File, mayMake: true, SqliteDatabase.BytesMaxDefault);

        connection.Text("PRAGMA journal_mode").ShouldBe("wal");
        connection.Number("PRAGMA synchronous").ShouldBe(2);
        connection.Number("PRAGMA foreign_keys").ShouldBe(1);
    }

    [Fact]
    public async Task Store_OpenedAgain_HoldsWhatItHeld()
    {
        await using (var first = _folder.Open()) await PublishAsync(first);

        (await _folder.Open().Revisions.LiveAsync(Cancel))!.Entry.Number.ShouldBe(1);
    }

    [Fact]
    public async Task Store_OfAnotherProgram_IsRefusedAndLeftAlone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File)!);
        await using (var other = _folder.Beside()) other.Execute("CREATE TABLE theirs (it TEXT)");
        var bytes = await File.ReadAllBytesAsync(_folder.File, Cancel);

        (await Should.ThrowAsync<StoreException>(() => PublishAsync(_folder.Open()))).Known.ShouldBe(StoreErrors.NoStore);

        (await File.ReadAllBytesAsync(_folder.File, Cancel)).ShouldBe(bytes);
    }

    [Fact]
    public async Task Store_OfANewerVersion_IsRefused()
    {
        await using (var first = _folder.Open()) await PublishAsync(first);
        await using (var beside = _folder.Beside()) beside.Execute("INSERT INTO migrations (ScriptName, Applied) VALUES ('9999-of-the-future', '')");

        var refused = await Should.ThrowAsync<StoreException>(() => PublishAsync(_folder.Open()));

        refused.Known.ShouldBe(StoreErrors.Newer);
        refused.Message.ShouldContain("9999-of-the-future");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task PublishAsync(SqliteControlStore store) => store.Revisions.PublishAsync(Drafts.Of("1s", null), Cancel);
}
