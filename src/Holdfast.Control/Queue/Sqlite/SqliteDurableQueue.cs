using Holdfast.Core.Queue;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>The queue in a folder of this machine. It survives the death of the process and of the system, not the loss of the disk.</summary>
/// <remarks>Nothing is opened or made before something is asked of it. One process has the folder at a time.</remarks>
public sealed class SqliteDurableQueue : IDurableQueue
{
    /// <summary>What is left for what was promised already: settling it writes too.</summary>
    public const long FreeBytesMin = 64L << 20;

    private readonly QueueFolder _folder;
    private readonly SpillFolder _bodies;
    private readonly QueueWriter _writer;
    private readonly QueueReader _reader;
    private readonly QueueExchange _exchange;
    private readonly DiskRoom _room;

    /// <param name="folder">Made when it is not there, for this user alone.</param>
    /// <param name="freeBytesMin">With less on the disk nothing is accepted.</param>
    /// <param name="tell">Is told what people should know of what was found in the folder.</param>
    public SqliteDurableQueue(string folder, TimeProvider time, long freeBytesMin = FreeBytesMin, Action<string>? tell = null)
    {
        _folder = new QueueFolder(folder);
        _room = new DiskRoom(_folder.Root, freeBytesMin);
        _bodies = new SpillFolder(_folder, _room);
        _writer = new QueueWriter(_folder, _bodies, time) { Tell = tell ?? (static _ => { }) };
        _reader = new QueueReader(_folder);
        _exchange = new QueueExchange(_bodies, _writer, _reader);
    }

    public bool IsThere => File.Exists(_folder.File);

    public void Listen(Action<ExpiredOperation> listener) => _writer.Listen(listener);

    public Task<Acceptance> AcceptAsync(OperationDraft draft)
    {
        var request = QueueJson.Write(draft.Request);
        return _writer.DoAsync(session =>
        {
            if (draft.SpilledBytes > 0 && !_bodies.Has(draft.Id)) throw new QueueException(QueueErrors.BodyGone, $"The body of operation {draft.Id} is gone before it was accepted.");
            return Accepting.Accept(session, draft, request, _room);
        });
    }

    public Task<Acceptance?> LookForRoomAsync(OperationDraft draft)
    {
        var request = QueueJson.Write(draft.Request);
        return _writer.DoAsync(session => Accepting.Room(session, draft, request, _room));
    }

    public async Task<long> SpillAsync(OperationId id, Func<Stream, Task> write)
    {
        // The first who opens the folder sweeps it.
        await _writer.DoAsync(static session => session.Now);
        try
        {
            return await _bodies.WriteAsync(id, write);
        }
        catch (Exception fault) when (fault is not QueueException && QueueFaults.IsOfTheStore(fault))
        {
            throw QueueFaults.Of(fault, _folder.Bodies);
        }
    }

    public void Unspill(OperationId id) => _bodies.Delete(id);

    public Stream OpenSpilled(OperationId id)
    {
        try
        {
            return _bodies.Open(id);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new QueueException(QueueErrors.BodyGone, $"The body of operation {id} is gone: {fault.Message}", fault) { IsForGood = true };
        }
        catch (Exception fault) when (QueueFaults.IsOfTheStore(fault))
        {
            // Too many open files, a disk that stutters: it is there all the same.
            throw QueueFaults.Of(fault, _bodies.PathOf(id));
        }
    }

    public Task<IReadOnlyList<ClaimedOperation>> ClaimAsync(ClaimWish wish) => _writer.DoAsync(session => Claiming.Claim(session, wish));

    public Task<bool> SettleAsync(ClaimedOperation claim, Settlement settlement) => _writer.DoAsync(session => Settling.Settle(session, claim, settlement));

    public Task<bool> RenewAsync(ClaimedOperation claim, TimeSpan lease) => _writer.DoAsync(session => Settling.Renew(session, claim, lease));

    public Task<OperationStatus?> FindAsync(OperationId id) => LookAsync(connection => Looking.Find(connection, id));

    public Task<IReadOnlyList<OperationStatus>> ListAsync(string lane, OperationState state, OperationId? after, int countMax) =>
        LookAsync(connection => Looking.List(connection, lane, state, after, countMax));

    public Task<IReadOnlyList<LaneReading>> ReadAsync() => _writer.DoAsync(Looking.Lanes);

    public Task<int> ReviveAsync(string lane, IReadOnlyList<OperationId>? ids) => AllAsync(ids, (some, last) => session => Reviving.Revive(session, lane, some, last));

    public Task<int> DropAsync(string lane, IReadOnlyList<OperationId>? ids) => AllAsync(ids, (some, last) => session => Reviving.Drop(session, lane, some, last));

    public Task SweepAsync() => _writer.DoAsync(static session =>
    {
        Sweeping.Sweep(session);
        return true;
    });

    public Task BackupAsync(string folder) => _exchange.BackupAsync(folder);

    public Task<int> ExportAsync(Stream to) => _exchange.ExportAsync(to);

    public Task<int> ImportAsync(Stream from) => _exchange.ImportAsync(from);

    public Task<IReadOnlyList<string>> CheckAsync() => _exchange.CheckAsync();

    public ValueTask DisposeAsync()
    {
        // What reads keeps the log from being worked into the file.
        _reader.Dispose();
        _writer.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The first who writes makes the file ready.</summary>
    private async Task<T> LookAsync<T>(Func<Microsoft.Data.Sqlite.SqliteConnection, T> look)
    {
        if (!IsThere) await _writer.DoAsync(static session => session.Now);
        return await _reader.DoAsync(look);
    }

    /// <summary>Piece by piece, so that others come to their turn in between.</summary>
    private async Task<int> AllAsync(IReadOnlyList<OperationId>? ids, Func<IReadOnlyList<OperationId>?, long, Func<QueueSession, int>> work)
    {
        var sum = 0;
        if (ids is not null)
        {
            foreach (var some in ids.Chunk(Reviving.AtOnceMax)) sum += await _writer.DoAsync(work(some, long.MaxValue));
            return sum;
        }

        // Those that there are now: what fails again meanwhile is not taken up once more.
        var last = await _writer.DoAsync(Reviving.Last);
        int moved;
        do sum += moved = await _writer.DoAsync(work(null, last));
        while (moved == Reviving.AtOnceMax);
        return sum;
    }
}
