using Holdfast.Control.Queue;
using Holdfast.Control.Queue.Sqlite;
using Holdfast.Core.Queue;
using Holdfast.Testing;
using Microsoft.Data.Sqlite;
using static Holdfast.Control.Tests.Queue.OperationDrafts;

namespace Holdfast.Control.Tests.Queue.Sqlite;

public sealed class SqliteDurableQueueTests : DurableQueueContract
{
    private readonly QueueHost _host;
    private readonly QueueHost _other;

    public SqliteDurableQueueTests() => (_host, _other) = (new QueueHost(Time), new QueueHost(Time));

    protected override IDurableQueue Queue => _host.Now;

    protected override IDurableQueue Other => _other.Now;

    protected override Task CrashAsync() => _host.CrashAsync();

    public override async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Open_OfAFolderThatAnotherHas_IsRefused()
    {
        await Queue.AcceptAsync(Of());
        await using var second = new SqliteDurableQueue(_host.Folder, Time);

        var refused = await Should.ThrowAsync<QueueException>(() => second.AcceptAsync(Of()));

        refused.Known.Id.ShouldBe("HF6032");
        refused.Message.ShouldContain(_host.Folder);
        (await Queue.AcceptAsync(Of())).Kind.ShouldBe(AcceptanceKind.Accepted);
    }

    [Fact]
    public void Open_OfAFile_HasItWrittenThroughToTheDisk()
    {
        using var folder = new TemporaryFolder();
        using var connection = QueueOpening.Open(folder.File("queue.db"), mayMake: true);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT * FROM pragma_synchronous()) || ' ' || (SELECT * FROM pragma_journal_mode())";

        command.ExecuteScalar().ShouldBe("2 wal");
    }

    [Fact]
    public async Task Open_OfTheFolder_IsForThisUserAlone()
    {
        await Queue.AcceptAsync(Of());

        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.GetUnixFileMode(_host.Folder).ShouldBe(own | UnixFileMode.UserExecute);
        File.GetUnixFileMode(_host.File).ShouldBe(own);
        File.GetUnixFileMode($"{_host.File}-wal").ShouldBe(own);
    }

    [Fact]
    public async Task Open_OfAFileOfANewerVersion_IsRefused()
    {
        await Queue.AcceptAsync(Of());
        await Queue.DisposeAsync();
        using (var connection = new SqliteConnection($"Data Source={_host.File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        await using var queue = new SqliteDurableQueue(_host.Folder, Time);
        (await Should.ThrowAsync<QueueException>(() => queue.AcceptAsync(Of()))).Known.Id.ShouldBe("HF6034");
    }

    [Fact]
    public async Task Open_OfAFileOfAnotherProgram_IsRefused()
    {
        Directory.CreateDirectory(_host.Folder);
        await File.WriteAllTextAsync(_host.File, new string('x', 4096));

        (await Should.ThrowAsync<QueueException>(() => Queue.AcceptAsync(Of()))).Known.Id.ShouldBe("HF6031");
    }

    [Fact]
    public async Task Accept_WhileItsFileIsTakenAway_PromisesNothing()
    {
        await Queue.AcceptAsync(Of());
        File.Delete(_host.File);

        (await Should.ThrowAsync<QueueException>(() => Queue.AcceptAsync(Of()))).Known.Id.ShouldBe("HF6030");
        (await Should.ThrowAsync<QueueException>(() => Queue.AcceptAsync(Of()))).Known.Id.ShouldBe("HF6030");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Accept_AfterItsLogWasTakenAway_LosesNothingOfWhatWasInIt(bool isRead)
    {
        await Queue.AcceptAsync(Of());
        if (isRead) await Queue.ListAsync("coupons", OperationState.Waiting, null, 10);
        File.Delete($"{_host.File}-wal");

        (await Queue.AcceptAsync(Of())).Kind.ShouldBe(AcceptanceKind.Accepted);
        (await Queue.ListAsync("coupons", OperationState.Waiting, null, 10)).Count.ShouldBe(2, "who reads must not go on with the log of before");
        await CrashAsync();

        (await Queue.ClaimAsync(Wish())).Count.ShouldBe(2);
        (await Queue.CheckAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Accept_OnADiskWithoutRoom_PromisesNothingAndWritesNoBody()
    {
        using var folder = new TemporaryFolder();
        await using var queue = new SqliteDurableQueue(folder.File("queue"), Time, freeBytesMin: long.MaxValue);

        (await queue.AcceptAsync(Of())).Bound.ShouldBe("disk");
        (await queue.LookForRoomAsync(Of()))!.Value.Bound.ShouldBe("disk");
        (await Should.ThrowAsync<QueueException>(() => queue.SpillAsync(Of().Id, static async file => await file.WriteAsync(new byte[10])))).Known.Id.ShouldBe("HF6033");
        Directory.EnumerateFiles(folder.File("queue/bodies")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_AfterASpillWhoseOperationWasNeverAccepted_SweepsItAway()
    {
        var (orphan, kept) = (Of(), Of());
        await Queue.SpillAsync(orphan.Id, static async file => await file.WriteAsync(new byte[10]));
        await Queue.AcceptAsync(kept with { SpilledBytes = await Queue.SpillAsync(kept.Id, static async file => await file.WriteAsync(new byte[10])) });

        await CrashAsync();
        await Queue.SweepAsync();

        Should.Throw<QueueException>(() => Queue.OpenSpilled(orphan.Id));
        await Queue.OpenSpilled(kept.Id).DisposeAsync();
    }

    [Fact]
    public async Task Backup_WhileItIsUsed_IsAQueueOfThatMoment()
    {
        for (var number = 0; number < 60; number++) await AcceptLongAsync();
        using var folder = new TemporaryFolder();
        using var enough = new CancellationTokenSource();
        // Each that is delivered loses its body, and more come meanwhile.
        var busy = Task.Run(async () =>
        {
            for (var number = 0; number < 60 && !enough.IsCancellationRequested; number++)
            {
                foreach (var claim in await Queue.ClaimAsync(Wish(fresh: 1))) await Queue.SettleAsync(claim, Settlement.Delivered(Answer()));
                await Queue.AcceptAsync(Of());
            }
        });
        for (var number = 0; number < 3; number++) await Queue.BackupAsync(folder.File($"copy-{number}"));
        await enough.CancelAsync();
        await busy;

        for (var number = 0; number < 3; number++)
        {
            await using var copy = new SqliteDurableQueue(folder.File($"copy-{number}"), Time, freeBytesMin: 1);
            (await copy.CheckAsync()).ShouldBeEmpty("all that it holds has its body");
            (await copy.ReadAsync()).Single().Live.ShouldBeGreaterThanOrEqualTo(60 - 1);
        }

        (await Should.ThrowAsync<QueueException>(() => Queue.BackupAsync(folder.File("copy-0")))).Message.ShouldContain("already");
    }

    private async Task AcceptLongAsync()
    {
        var draft = Of();
        await Queue.AcceptAsync(draft with { SpilledBytes = await Queue.SpillAsync(draft.Id, static async file => await file.WriteAsync(new byte[10])) });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OpenSpilled_OfABody_SaysWhetherItIsGoneForGood(bool isGone)
    {
        var id = Of().Id;
        await Queue.SpillAsync(id, static async file => await file.WriteAsync(new byte[10]));
        var path = Path.Combine(_host.Folder, "bodies", id.ToString());
        File.Delete(path);
        // What is there and cannot be opened as a file.
        if (!isGone) Directory.CreateDirectory(path);

        var fault = Should.Throw<QueueException>(() => Queue.OpenSpilled(id));

        (fault.Known, fault.IsForGood).ShouldBe((isGone ? QueueErrors.BodyGone : QueueErrors.Away, isGone));
    }

    [Fact]
    public async Task Check_OfABodyThatIsGone_SaysSo()
    {
        var draft = Of();
        await Queue.AcceptAsync(draft with { SpilledBytes = await Queue.SpillAsync(draft.Id, static async file => await file.WriteAsync(new byte[10])) });
        File.Delete(Path.Combine(_host.Folder, "bodies", draft.Id.ToString()));

        (await Queue.CheckAsync()).ShouldHaveSingleItem().ShouldContain(draft.Id.ToString());
    }
}
