using Holdfast.Control.Store;
using Holdfast.Control.Store.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Control.Tests.Store.Sqlite;

public sealed class SqliteCopyTests : IAsyncDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private string Kept => Path.Combine(_folder.Root, "kept.db");

    [Fact]
    public async Task Backup_OfAStoreInUse_IsWholeByItselfAndForThisUserAlone()
    {
        var store = _folder.Open();
        await PublishAsync(store, "1s", null);

        SqliteCopy.Backup(_folder.File, Kept);
        await PublishAsync(store, "2s", 1);

        SqliteCopy.Check(Kept);
        StoreFolder.Mode(Kept).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(_folder.Root).ShouldBe([Kept]);
        await using var copy = new SqliteControlStore(Kept, TimeProvider.System);
        (await copy.Revisions.LiveAsync(Cancel))!.Entry.Number.ShouldBe(1);
    }

    [Fact]
    public async Task Backup_OntoAFileThatIsThere_LeavesItAlone()
    {
        await PublishAsync(_folder.Open(), "1s", null);
        await File.WriteAllTextAsync(Kept, "precious", Cancel);

        Should.Throw<StoreException>(() => SqliteCopy.Backup(_folder.File, Kept)).Message.ShouldContain("is there already");

        (await File.ReadAllTextAsync(Kept, Cancel)).ShouldBe("precious");
    }

    [Fact]
    public async Task Restore_OverAnotherStore_KeepsThatBesideIt()
    {
        await using (var store = _folder.Open())
        {
            await PublishAsync(store, "1s", null);
            await store.BackupAsync(Kept, Cancel);
            await PublishAsync(store, "2s", 1);
        }

        var aside = SqliteCopy.Restore(Kept, _folder.File, Drafts.Ann, _time);

        aside.ShouldBe($"{_folder.File}.before-20260301T120000Z");
        (await _folder.Open().Revisions.LiveAsync(Cancel))!.Entry.Number.ShouldBe(1);
        await using var before = new SqliteControlStore(aside!, TimeProvider.System);
        (await before.Revisions.LiveAsync(Cancel))!.Entry.Number.ShouldBe(2);
    }

    [Fact]
    public async Task Restore_Done_IsOnRecordInTheStoreThatIsBack()
    {
        await using (var store = _folder.Open())
        {
            await PublishAsync(store, "1s", null);
            await store.BackupAsync(Kept, Cancel);
            await PublishAsync(store, "2s", 1);
        }

        SqliteCopy.Restore(Kept, _folder.File, new Order("ben", "2 was lost"), _time);

        Directory.GetFiles(Path.GetDirectoryName(_folder.File)!).Where(static file => !file.Contains(".before-")).ShouldBe([_folder.File]);
        (await _folder.Open().Audit.PageAsync(null, 1, Cancel)).ShouldHaveSingleItem().ShouldBe(
            new AuditEntry(2, _time.GetUtcNow(), "ben", "2 was lost", "store.restore", Kept, "revision 2", "revision 1"));
    }

    /// <summary>The clock was set back, or somebody was quick: what was kept the first time is not written over.</summary>
    [Fact]
    public async Task Restore_TwiceAtTheSameTime_KeepsBothStores()
    {
        await using (var store = _folder.Open())
        {
            await PublishAsync(store, "1s", null);
            await store.BackupAsync(Kept, Cancel);
            await PublishAsync(store, "2s", 1);
        }

        var first = SqliteCopy.Restore(Kept, _folder.File, Drafts.Ann, _time)!;
        var second = SqliteCopy.Restore(Kept, _folder.File, Drafts.Ann, _time)!;

        second.ShouldBe($"{first}-2");
        await using var kept = new SqliteControlStore(first, TimeProvider.System);
        (await kept.Revisions.LiveAsync(Cancel))!.Entry.Number.ShouldBe(2);
    }

    [Fact]
    public async Task Restore_OverAStoreThatCannotBeRead_SaysSoOnRecord()
    {
        await using (var store = _folder.Open())
        {
            await PublishAsync(store, "1s", null);
            await store.BackupAsync(Kept, Cancel);
        }

        await File.WriteAllTextAsync(_folder.File, string.Concat(Enumerable.Repeat("not a database. ", 600)), Cancel);

        SqliteCopy.Restore(Kept, _folder.File, Drafts.Ann, _time);

        (await _folder.Open().Audit.PageAsync(null, 1, Cancel))[0].Before.ShouldBe("unreadable");
    }

    /// <summary>Between the two renames there is no store: a new one in its place would look like one that never held anything.</summary>
    [Fact]
    public async Task Restore_BrokenOffBeforeTheCopyIsInPlace_IsNotMistakenForANewStoreAndCanBeDoneAgain()
    {
        await using (var store = _folder.Open())
        {
            await PublishAsync(store, "1s", null);
            await store.BackupAsync(Kept, Cancel);
        }

        SqliteCopy.Restore(Kept, _folder.File, Drafts.Ann, _time);
        File.Move(_folder.File, $"{_folder.File}.restoring");
        await File.WriteAllTextAsync($"{_folder.File}-wal", "the log of the store that was there", Cancel);

        var store2 = _folder.Open();
        var away = await Should.ThrowAsync<StoreException>(() => store2.Revisions.LiveAsync(Cancel));
        (away.Known, File.Exists(_folder.File)).ShouldBe((StoreErrors.Away, false));
        SqliteCopy.Restore(Kept, _folder.File, Drafts.Ann, _time);

        (await _folder.Open().Revisions.LiveAsync(Cancel))!.Entry.Number.ShouldBe(1);
    }

    [Fact]
    public async Task Restore_OfADamagedBackup_LeavesTheStoreAlone()
    {
        await using (var store = _folder.Open())
        {
            for (var n = 1; n <= 30; n++) await PublishAsync(store, $"{n}s", n == 1 ? null : n - 1);
            await store.BackupAsync(Kept, Cancel);
        }

        var bytes = await File.ReadAllBytesAsync(Kept, Cancel);
        for (var at = 4096 * 3; at < bytes.Length; at += 64) bytes[at] ^= 0x5a;
        await File.WriteAllBytesAsync(Kept, bytes, Cancel);

        Should.Throw<StoreException>(() => SqliteCopy.Restore(Kept, _folder.File, Drafts.Ann, _time)).Known.ShouldBe(StoreErrors.Corrupt);

        (await _folder.Open().Revisions.LiveAsync(Cancel))!.Entry.Number.ShouldBe(30);
    }

    [Fact]
    public void Check_OfAFileThatIsNoStore_SaysSo()
    {
        File.WriteAllText(Kept, "");

        Should.Throw<StoreException>(() => SqliteCopy.Check(Kept)).Known.ShouldBe(StoreErrors.NoStore);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task PublishAsync(SqliteControlStore store, string timeout, int? parent) => store.Revisions.PublishAsync(Drafts.Of(timeout, parent), Cancel);
}
