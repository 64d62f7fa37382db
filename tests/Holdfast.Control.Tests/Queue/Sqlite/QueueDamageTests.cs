using Holdfast.Control.Queue.Sqlite;
using Holdfast.Core.Queue;
using Holdfast.Testing;
using static Holdfast.Control.Tests.Queue.OperationDrafts;

namespace Holdfast.Control.Tests.Queue.Sqlite;

/// <summary>Files that a disk, or somebody, has damaged: that is noticed and said, and nothing is lost without a word.</summary>
public sealed class QueueDamageTests : IAsyncDisposable
{
    private const int PageBytes = 4_096;
    private const int FrameBytes = PageBytes + 24;

    private readonly SetClock _time = new();
    private readonly QueueHost _host;
    private readonly List<OperationId> _promised = [];

    public QueueDamageTests() => _host = new QueueHost(_time);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Log_DamagedBeforeItsEnd_IsRefusedAndLeftAsItIs()
    {
        await AcceptAsync(5);
        await _host.CrashAsync();
        Damage(Log, at: new FileInfo(Log).Length / 2);
        var before = await File.ReadAllBytesAsync(Log);

        var refused = await Should.ThrowAsync<QueueException>(() => _host.Now.AcceptAsync(Of()));

        refused.Known.Id.ShouldBe("HF6031");
        refused.Message.ShouldContain("queue repair");
        (await File.ReadAllBytesAsync(Log)).ShouldBe(before, "what is behind the damage is not written over");
    }

    [Fact]
    public async Task Log_WhoseLastChangeIsTorn_IsSaidAndUsed()
    {
        await AcceptAsync(5);
        await _host.CrashAsync();
        Damage(Log, at: new FileInfo(Log).Length - 100);
        var told = new List<string>();

        await using var queue = new SqliteDurableQueue(_host.Folder, _time, freeBytesMin: 1, tell: told.Add);

        (await queue.ClaimAsync(Wish())).Select(static claim => claim.Id).ShouldBe(_promised[..4]);
        told.ShouldHaveSingleItem().ShouldContain("not whole");
    }

    [Fact]
    public async Task Log_OfAProcessThatWasKilled_IsWhole()
    {
        await AcceptAsync(5);
        await _host.CrashAsync();

        LogTail.Of(Log).ShouldBe(default);
        // Cut off in the middle of a page, as a file system may leave it.
        await using (var log = new FileStream(Log, FileMode.Open)) log.SetLength(log.Length - FrameBytes - 100);
        LogTail.Of(Log).LostCommits.ShouldBe(0);
    }

    [Fact]
    public async Task Repair_OfADamagedLog_SavesWhatIsBeforeItAndSaysSo()
    {
        await AcceptAsync(5);
        await _host.CrashAsync();
        Damage(Log, at: new FileInfo(Log).Length / 2);
        QueueRepair.Check(_host.Folder)[0].ShouldContain("damaged before its end");

        var salvage = QueueRepair.Repair(_host.Folder, TimeProvider.System);

        salvage.Lost[0].ShouldContain("damaged before its end");
        File.Exists(Path.Combine(salvage.Kept, "queue.db-wal")).ShouldBeTrue();
        (await _host.Now.ClaimAsync(Wish())).Count.ShouldBe(salvage.Saved);
        salvage.Saved.ShouldBeInRange(1, 4);
        (await _host.Now.CheckAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Repair_OfDamagedPages_SavesOrNamesEveryOperation()
    {
        await Task.WhenAll(Enumerable.Range(0, 150).Select(static number => Draft(number)).Select(AcceptAsync));
        foreach (var claim in (await _host.Now.ClaimAsync(Wish(fresh: 40))).Take(30)) await _host.Now.SettleAsync(claim, new Settlement(OperationState.Failed, "answered 404") { Answer = Answer(404) });
        await _host.Now.DisposeAsync();
        var pages = new FileInfo(_host.File).Length / PageBytes;
        using var folder = new TemporaryFolder();
        for (var page = 1L; page < pages; page += Math.Max(1, pages / 8)) await RepairAsync(folder.File($"page-{page}"), page);
    }

    [Fact]
    public async Task Repair_OfAWholeQueue_SavesAllOfIt()
    {
        await AcceptAsync(3);
        var draft = Of(key: "long");
        await _host.Now.AcceptAsync(draft with { Body = default, SpilledBytes = await _host.Now.SpillAsync(draft.Id, static async file => await file.WriteAsync(new byte[10])) });
        Should.Throw<QueueException>(() => QueueRepair.Repair(_host.Folder, TimeProvider.System)).Known.Id.ShouldBe("HF6032", "it is in use");
        await _host.CrashAsync();
        QueueRepair.Check(_host.Folder).ShouldBeEmpty();

        var salvage = QueueRepair.Repair(_host.Folder, TimeProvider.System);

        (salvage.Saved, salvage.Lost.Count).ShouldBe((4, 0));
        (await _host.Now.AcceptAsync(Of(key: "long") with { Fingerprint = draft.Fingerprint })).Kind.ShouldBe(AcceptanceKind.Known);
        (await _host.Now.ClaimAsync(Wish())).Count.ShouldBe(4);
        await _host.Now.OpenSpilled(draft.Id).DisposeAsync();
        (await _host.Now.CheckAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Repair_CutOffBetweenTheFiles_LetsNobodyStartAndIsGoneOnWith()
    {
        await AcceptAsync(3);
        await _host.Now.DisposeAsync();
        var repairing = Path.Combine(_host.Folder, "repairing");
        Directory.CreateDirectory(repairing);
        File.Move(_host.File, Path.Combine(repairing, "queue.db"));
        await using (var early = new SqliteDurableQueue(_host.Folder, TimeProvider.System, freeBytesMin: 1))
        {
            (await Should.ThrowAsync<QueueException>(() => early.AcceptAsync(Of()))).Message.ShouldContain("was cut off");
        }

        var salvage = QueueRepair.Repair(_host.Folder, TimeProvider.System);

        salvage.Saved.ShouldBe(3);
        Directory.Exists(repairing).ShouldBeFalse();
        await using var queue = new SqliteDurableQueue(_host.Folder, TimeProvider.System, freeBytesMin: 1);
        foreach (var id in _promised) (await queue.FindAsync(id)).ShouldNotBeNull();
    }

    private string Log => $"{_host.File}-wal";

    private async Task RepairAsync(string folder, long page)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "queue.db");
        File.Copy(_host.File, file);
        Damage(file, at: page * PageBytes, PageBytes);
        await using (var damaged = new SqliteDurableQueue(folder, TimeProvider.System, freeBytesMin: 1))
        {
            (await Should.ThrowAsync<QueueException>(() => damaged.AcceptAsync(Of()))).Known.Id.ShouldBe("HF6031", $"page {page} is looked at when it is opened");
        }

        QueueRepair.Check(folder).ShouldNotBeEmpty();
        var salvage = QueueRepair.Repair(folder, TimeProvider.System);

        await using var queue = new SqliteDurableQueue(folder, TimeProvider.System, freeBytesMin: 1);
        (await queue.CheckAsync()).ShouldBeEmpty();
        var lost = new List<OperationId>();
        foreach (var id in _promised)
            if (await queue.FindAsync(id) is null) lost.Add(id);
        salvage.Saved.ShouldBe(_promised.Count - lost.Count);
        var lines = string.Join('\n', salvage.Lost);
        lost.ShouldAllBe(id => lines.Contains(id.ToString()), $"page {page}: {lines}");
    }

    private async Task AcceptAsync(int count)
    {
        for (var number = 0; number < count; number++) await AcceptAsync(Draft(number));
    }

    private async Task AcceptAsync(OperationDraft draft)
    {
        _promised.Add(draft.Id);
        (await _host.Now.AcceptAsync(draft)).Kind.ShouldBe(AcceptanceKind.Accepted);
    }

    private static OperationDraft Draft(int number) => Of(key: $"key-{number}", body: new string('x', 1 + (number * 37 % 9_000)));

    private static void Damage(string file, long at, int bytes = 64)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Position = at;
        var noise = new byte[bytes];
        new Random(5).NextBytes(noise);
        stream.Write(noise);
    }
}
