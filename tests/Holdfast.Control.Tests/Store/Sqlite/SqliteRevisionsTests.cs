using Holdfast.Control.Store;
using Holdfast.Control.Store.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Control.Tests.Store.Sqlite;

public sealed class SqliteRevisionsTests : IAsyncDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly SqliteControlStore _store;

    public SqliteRevisionsTests() => _store = _folder.Open(_time);

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Live_OfANewStore_IsNone()
    {
        (await _store.Revisions.LiveAsync(Cancel)).ShouldBeNull();
        (await _store.Revisions.HistoryAsync(null, 10, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Publish_OfAPlanOfTwoFiles_IsLiveAndReadsAsItWasWritten()
    {
        var text = new PlanText("/etc/holdfast/plan.yaml",
        [
            new PlanTextFile("/etc/holdfast/plan.yaml", "holdfast: 1\nowners: [a@example.com, b@example.com]\ninclude: [ more/*.yaml ]\n"u8.ToArray()),
            new PlanTextFile("/etc/holdfast/more/one.yaml", "services: { s: { versions: { v1: { nodes: [ \"http://127.0.0.1:${PORT}\" ] } } } }\ninterfaces: { i: { match: { path: /** }, service: s } }\n"u8.ToArray()),
        ]);
        static string? Port(string name) => name == "PORT" ? "1001" : null;
        var read = text.Read(Port);
        read.IsGood.ShouldBeTrue(string.Join('\n', read.Errors));

        await _store.Revisions.PublishAsync(new RevisionDraft(text, read.Digest, null, RevisionSource.Published, Drafts.Ann), Cancel);

        var live = (await _store.Revisions.LiveAsync(Cancel))!;
        live.Entry.ShouldBe(new RevisionEntry(1, null, read.Digest, "ann", "a try", RevisionSource.Published, _time.GetUtcNow()) { IsLive = true });
        live.Text.Read(Port).Digest.ShouldBe(read.Digest);
        live.Text.Read(Port).Plan!.Services["s"].Versions["v1"].Nodes[0].Url.Port.ShouldBe(1001);
    }

    [Fact]
    public async Task Publish_OnAnOutdatedParent_ChangesNothing()
    {
        await PublishAsync("1s", null);
        await PublishAsync("2s", 1);

        var refused = await Should.ThrowAsync<OutdatedParentException>(() => PublishAsync("3s", 1));

        refused.Live.ShouldBe(2);
        (await NumbersAsync()).ShouldBe([2, 1]);
        (await _store.Audit.PageAsync(null, 10, Cancel)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Publish_ByTwentyAtOnceOnOneParent_SucceedsOnce()
    {
        await PublishAsync("1s", null);

        var outcomes = await Task.WhenAll(Enumerable.Range(2, 20).Select(async n =>
        {
            try
            {
                await PublishAsync($"{n}s", 1);
                return true;
            }
            catch (OutdatedParentException)
            {
                return false;
            }
        }));

        outcomes.Count(static published => published).ShouldBe(1);
        (await NumbersAsync()).ShouldBe([2, 1]);
    }

    [Fact]
    public async Task Activate_OfAnOlderRevision_MakesItLiveAndTheParentOfTheNext()
    {
        await PublishAsync("1s", null);
        await PublishAsync("2s", 1);

        var activation = await _store.Revisions.ActivateAsync(1, 2, new Order("ben", "2 is bad"), Cancel);

        (activation.Revision, activation.Before).ShouldBe((1, 2));
        (await _store.Revisions.LiveAsync(Cancel))!.Entry.Number.ShouldBe(1);
        (await _store.Revisions.HistoryAsync(null, 10, Cancel)).Select(static entry => (entry.Number, entry.IsLive)).ShouldBe([(2, false), (1, true)]);
        await Should.ThrowAsync<OutdatedParentException>(() => PublishAsync("3s", 2));
        (await PublishAsync("3s", 1)).Entry.Number.ShouldBe(3);
    }

    [Fact]
    public async Task Activate_OfNone_IsRefused()
    {
        await PublishAsync("1s", null);

        (await Should.ThrowAsync<StoreException>(() => _store.Revisions.ActivateAsync(7, 1, Drafts.Ann, Cancel))).Known.ShouldBe(StoreErrors.NoRevision);
    }

    [Fact]
    public async Task Changes_Each_AreOnRecordWithWhoWhyBeforeAndAfter()
    {
        var one = await PublishAsync("1s", null);
        var two = await PublishAsync("2s", 1);
        await _store.Revisions.ActivateAsync(1, 2, new Order("ben", "2 is bad"), Cancel);

        var record = await _store.Audit.PageAsync(null, 10, Cancel);

        record.Select(static entry => (entry.By, entry.Why, entry.Action, entry.Subject, entry.Before, entry.After)).ShouldBe(
        [
            ("ben", "2 is bad", "plan.rollback", "revision 1", two.Entry.Digest, one.Entry.Digest),
            ("ann", "a try", "plan.publish", "revision 2", one.Entry.Digest, two.Entry.Digest),
            ("ann", "a try", "plan.publish", "revision 1", "", one.Entry.Digest),
        ]);
    }

    [Fact]
    public async Task Order_WhenTheClockIsSetBack_IsThatOfTheChanges()
    {
        await PublishAsync("1s", null);
        var back = _folder.Open(new FakeTimeProvider(_time.GetUtcNow() - TimeSpan.FromHours(5)));
        await back.Revisions.PublishAsync(Drafts.Of("2s", 1), Cancel);

        (await _store.Revisions.LiveAsync(Cancel))!.Entry.Number.ShouldBe(2);
        (await NumbersAsync()).ShouldBe([2, 1]);
        var record = await _store.Audit.PageAsync(null, 10, Cancel);
        record[0].At.ShouldBeLessThan(record[1].At);
        record[0].Id.ShouldBeGreaterThan(record[1].Id);
    }

    [Fact]
    public async Task Texts_HeldByManyRevisions_AreKeptOnce()
    {
        var large = new PlanTextFile("/large.yaml", new byte[1 << 20]);
        for (var n = 1; n <= 5; n++)
        {
            var text = new PlanText("/plan.yaml", [new PlanTextFile("/plan.yaml", [(byte)n]), large]);
            await _store.Revisions.PublishAsync(new RevisionDraft(text, $"{n}", n == 1 ? null : n - 1, RevisionSource.Published, Drafts.Ann), Cancel);
        }

        (await _store.CheckAsync(Cancel)).Bytes.ShouldBeLessThan(2 << 20);
        (await _store.Revisions.FindAsync(3, Cancel))!.Text.Bytes.ShouldBe((1 << 20) + 1);
    }

    [Fact]
    public async Task LastOfFile_AmongOthers_IsTheNewestThatAFileBrought()
    {
        await PublishAsync("1s", null, RevisionSource.File);
        await PublishAsync("2s", 1, RevisionSource.File);
        await PublishAsync("3s", 2);

        (await _store.Revisions.LastOfFileAsync(Cancel))!.Number.ShouldBe(2);
    }

    [Fact]
    public async Task History_Paged_IsWholeAndInOrder()
    {
        for (var n = 1; n <= 7; n++) await PublishAsync($"{n}s", n == 1 ? null : n - 1);

        var pages = new List<IReadOnlyList<RevisionEntry>>();
        for (int? before = null; pages.Count == 0 || pages[^1].Count > 0; before = pages[^1].Count > 0 ? pages[^1][^1].Number : before)
            pages.Add(await _store.Revisions.HistoryAsync(before, 3, Cancel));

        pages.Select(static page => page.Count).ShouldBe([3, 3, 1, 0]);
        pages.SelectMany(static page => page).Select(static entry => entry.Number).ShouldBe([7, 6, 5, 4, 3, 2, 1]);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<StoredRevision> PublishAsync(string timeout, int? parent, RevisionSource source = RevisionSource.Published) =>
        _store.Revisions.PublishAsync(Drafts.Of(timeout, parent, source), Cancel);

    private async Task<IEnumerable<int>> NumbersAsync() => (await _store.Revisions.HistoryAsync(null, 100, Cancel)).Select(static entry => entry.Number);
}
