using Holdfast.Control.Store;
using Holdfast.Control.Store.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Control.Tests.Store.Sqlite;

/// <summary>A store that is taken away, held, filled or damaged under the process that uses it.</summary>
public sealed class StoreFaultTests : IAsyncDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Store_Deleted_IsAwayAndNotMadeAnewAndBackWhenItIsPutBack()
    {
        var store = _folder.Open(_time);
        await PublishAsync(store, "1s", null);
        var kept = Path.Combine(_folder.Root, "kept.db");
        await store.BackupAsync(kept, Cancel);
        Directory.Delete(Path.GetDirectoryName(_folder.File)!, recursive: true);

        (await Should.ThrowAsync<StoreException>(() => PublishAsync(store, "2s", 1))).Known.ShouldBe(StoreErrors.Away);
        (await Should.ThrowAsync<StoreException>(() => store.Revisions.LiveAsync(Cancel))).Known.ShouldBe(StoreErrors.Away);
        File.Exists(_folder.File).ShouldBeFalse();

        SqliteCopy.Restore(kept, _folder.File, Drafts.Ann, _time);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await PublishAsync(store, "2s", 1)).Entry.Number.ShouldBe(2);
    }

    /// <summary>What is written to a log that has no name any more is lost when the process ends, also what was acknowledged.</summary>
    [Fact]
    public async Task Store_WhoseLogWasTakenAway_LosesNoAcknowledgedRevision()
    {
        await using (var store = _folder.Open(_time))
        {
            await PublishAsync(store, "1s", null);
            File.Delete($"{_folder.File}-wal");
            await PublishAsync(store, "2s", 1);
            File.Copy(_folder.File, Path.Combine(_folder.Root, "as-killed.db"));
            File.Copy($"{_folder.File}-wal", Path.Combine(_folder.Root, "as-killed.db-wal"));
        }

        await using var killed = new SqliteControlStore(Path.Combine(_folder.Root, "as-killed.db"), _time);
        (await killed.Revisions.LiveAsync(Cancel))!.Entry.Number.ShouldBe(2);
    }

    /// <summary>Another file in its place, while the process runs: it is read, not what was there.</summary>
    [Fact]
    public async Task Store_ReplacedByAnother_IsReadAnew()
    {
        var store = _folder.Open(_time);
        await PublishAsync(store, "1s", null);
        var kept = Path.Combine(_folder.Root, "kept.db");
        await store.BackupAsync(kept, Cancel);
        await PublishAsync(store, "2s", 1);
        (await store.Revisions.LiveAsync(Cancel))!.Entry.Number.ShouldBe(2);

        SqliteCopy.Restore(kept, _folder.File, Drafts.Ann, _time);

        (await store.Revisions.LiveAsync(Cancel))!.Entry.Number.ShouldBe(1);
        (await PublishAsync(store, "3s", 1)).Entry.Number.ShouldBe(2);
    }

    [Fact]
    public async Task Store_HeldByAnother_IsLockedForABoundedTimeAndReadableMeanwhile()
    {
        var store = _folder.Open();
        await PublishAsync(store, "1s", null);
        await using (var other = _folder.Beside())
        {
            await using var held = other.BeginTransaction(deferred: false);

            (await Should.ThrowAsync<StoreException>(() => PublishAsync(store, "2s", 1))).Known.ShouldBe(StoreErrors.Locked);
            (await store.Revisions.LiveAsync(Cancel))!.Entry.Number.ShouldBe(1);
        }

        (await PublishAsync(store, "2s", 1)).Entry.Number.ShouldBe(2);
    }

    [Fact]
    public async Task Store_AtItsBound_IsFullAndWhole()
    {
        var store = _folder.Open(bytesMax: 512 * 1024);
        await PublishAsync(store, "1s", null);
        var large = PlanText.Of("/plan.yaml", new byte[1 << 20]);

        (await Should.ThrowAsync<StoreException>(
            () => store.Revisions.PublishAsync(new RevisionDraft(large, "x", 1, RevisionSource.Published, Drafts.Ann), Cancel))).Known.ShouldBe(StoreErrors.Full);

        (await store.Revisions.HistoryAsync(null, 10, Cancel)).Count.ShouldBe(1);
        (await store.Audit.PageAsync(null, 10, Cancel)).Count.ShouldBe(1);
        (await PublishAsync(store, "2s", 1)).Entry.Number.ShouldBe(2);
    }

    [Fact]
    public async Task Store_DamagedBetweenTwoRuns_IsRefusedAndNotWrittenTo()
    {
        await using (var first = _folder.Open())
        {
            for (var n = 1; n <= 30; n++) await PublishAsync(first, $"{n}s", n == 1 ? null : n - 1);
        }

        var bytes = await File.ReadAllBytesAsync(_folder.File, Cancel);
        for (var at = 4096 * 3; at < bytes.Length; at += 64) bytes[at] ^= 0x5a;
        await File.WriteAllBytesAsync(_folder.File, bytes, Cancel);

        (await Should.ThrowAsync<StoreException>(() => PublishAsync(_folder.Open(), "9s", 30))).Known.ShouldBe(StoreErrors.Corrupt);

        (await File.ReadAllBytesAsync(_folder.File, Cancel)).ShouldBe(bytes);
    }

    [Fact]
    public async Task Store_ThatIsNoDatabaseAtAll_IsRefused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File)!);
        await File.WriteAllTextAsync(_folder.File, string.Concat(Enumerable.Repeat("not a database. ", 600)), Cancel);

        (await Should.ThrowAsync<StoreException>(() => PublishAsync(_folder.Open(), "1s", null))).Known.ShouldBe(StoreErrors.Corrupt);
    }

    [Fact]
    public async Task Store_InAFolderThatIsAFile_IsAway()
    {
        await File.WriteAllTextAsync(Path.GetDirectoryName(_folder.File)!, "", Cancel);

        (await Should.ThrowAsync<StoreException>(() => PublishAsync(_folder.Open(), "1s", null))).Known.ShouldBe(StoreErrors.Away);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<StoredRevision> PublishAsync(SqliteControlStore store, string timeout, int? parent) =>
        store.Revisions.PublishAsync(Drafts.Of(timeout, parent), Cancel);
}
