using System.Collections.Concurrent;
using System.Collections.Immutable;
using Holdfast.Control.Plans;
using Holdfast.Core.Queue;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>The one thread that writes: whatever has come while it waited for the disk is written together, and waits for the disk once.</summary>
internal sealed class QueueWriter : IDisposable
{
    /// <summary>More than this are not written together: the first of them would wait for the last.</summary>
    private const int TogetherMax = 256;

    /// <summary>More than this do not wait: it is better to be told so.</summary>
    private const int WaitingMax = 8_192;

    /// <summary>While the file is away: so that many who ask do not each look for it.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly BlockingCollection<QueueWork> _works = new(WaitingMax);
    private readonly List<QueueWork> _together = new(TogetherMax);
    private ImmutableArray<Action<ExpiredOperation>> _listeners = [];
    private readonly QueueFolder _folder;
    private readonly SpillFolder _bodies;
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private FileStream? _lock;
    private QueueSession? _session;
    private string? _identityOfFile;
    private string? _identity;
    private QueueException? _away;
    private long _lookedAt;
    private int _isDisposed;

    public QueueWriter(QueueFolder folder, SpillFolder bodies, TimeProvider time)
    {
        (_folder, _bodies, _time) = (folder, bodies, time);
        _thread = new Thread(Run) { IsBackground = true, Name = "queue-writer" };
        _thread.Start();
    }

    /// <summary>Is told what people should know of the queue.</summary>
    public Action<string> Tell { get; init; } = static _ => { };

    /// <summary>Does it in a transaction. When the task ends, it is on the disk, or did not happen as far as is known.</summary>
    public Task<T> DoAsync<T>(Func<QueueSession, T> work)
    {
        var made = new QueueWork<T>(work);
        try
        {
            if (!_works.TryAdd(made)) made.Failed(new QueueException(QueueErrors.Busy, $"{WaitingMax} wait for {_folder.File} to be written.") { IsUndone = true });
        }
        catch (InvalidOperationException)
        {
            made.Failed(new ObjectDisposedException(nameof(SqliteDurableQueue)));
        }

        return made.End;
    }

    /// <inheritdoc cref="IDurableQueue.Listen"/>
    public void Listen(Action<ExpiredOperation> listener) => ImmutableInterlocked.Update(ref _listeners, static (all, one) => all.Add(one), listener);

    /// <summary>Writes what has come so far, and ends.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        _works.CompleteAdding();
        _thread.Join();
        _works.Dispose();
    }

    private void Run()
    {
        foreach (var first in _works.GetConsumingEnumerable())
        {
            _together.Clear();
            _together.Add(first);
            while (_together.Count < TogetherMax && _works.TryTake(out var more)) _together.Add(more);
            Write(_together);
        }

        Close();
        _lock?.Dispose();
    }

    private void Write(List<QueueWork> works)
    {
        try
        {
            var session = Session();
            session.Begin();
            foreach (var work in works) work.Do(session);
            session.Commit();
            // What is written to a log that somebody has taken away is lost at the next start.
            if (_folder.Identity() != _identity) throw new QueueException(QueueErrors.Away, $"{_folder.File} was taken away while it was written to.");
        }
        catch (Exception fault)
        {
            Failed(works, fault);
            return;
        }

        foreach (var work in works) work.Done();
    }

    private void Failed(List<QueueWork> works, Exception fault)
    {
        RollBack();
        if (!QueueFaults.IsOfTheStore(fault) && works.Count > 1)
        {
            // One of them is no good: the others need not suffer for it.
            foreach (var work in works.ToArray()) Write([work]);
            return;
        }

        var told = QueueFaults.IsOfTheStore(fault) ? QueueFaults.Of(fault, _folder.File) : fault;
        if (told is QueueException { Known: var known } && (known == QueueErrors.Away || known == QueueErrors.Corrupt)) Close();
        foreach (var work in works) work.Failed(told);
    }

    private void RollBack()
    {
        try
        {
            _session?.RollBack();
        }
        catch (Exception fault) when (QueueFaults.IsOfTheStore(fault))
        {
            // It is opened anew by the next.
            Close();
        }
    }

    private QueueSession Session()
    {
        if (_session is { } open && _folder.Identity() == _identity) return open;
        if (_away is { } away && _time.GetElapsedTime(_lookedAt) < LookEvery) throw new QueueException(away.Known, away.Message, away);
        // A log that somebody has taken away is still open here, and is not lost as long as it is worked into the file.
        if (_session is not null && DiskFileStamps.IdentityOf(_folder.File) == _identityOfFile) _session.WorkIn(_folder.File);
        Close();
        try
        {
            return _session = Open();
        }
        catch (Exception fault) when (QueueFaults.IsOfTheStore(fault))
        {
            (_away, _lookedAt) = (QueueFaults.Of(fault, _folder.File), _time.GetTimestamp());
            throw;
        }
    }

    private QueueSession Open()
    {
        var isFirst = _identity is null;
        if (_lock is null)
        {
            _folder.Make();
            _lock = _folder.Hold();
        }

        if (isFirst && Directory.Exists(_folder.Repairing))
            throw new QueueException(QueueErrors.Corrupt, $"A repair of the queue in {_folder.Root} was cut off: 'holdfast queue repair' goes on with it.");
        // Before SQLite takes it for its end: it would write over what is behind it.
        if (isFirst) QueueOpening.CheckLog(_folder.File, Tell);

        // A file that was there and is gone is not made again: an empty queue would look like one that never promised anything.
        var connection = QueueOpening.Open(_folder.File, mayMake: isFirst);
        QueueSession? session = null;
        try
        {
            if (isFirst) QueueOpening.CheckPages(connection, _folder.File);
            session = new QueueSession(connection, _bodies, _time);
            Begin(session, isFirst);
            (_identityOfFile, _identity, _away) = (DiskFileStamps.IdentityOf(_folder.File), _folder.Identity(), null);
            return session;
        }
        catch
        {
            // It is tried again each second: what is half open would stay.
            session?.Dispose();
            connection.Dispose();
            throw;
        }
    }

    private void Begin(QueueSession session, bool isFirst)
    {
        session.Expired = Expired;
        session.Begin();
        if (isFirst)
        {
            Settling.TakeBackAll(session);
            _bodies.Sweep(id => session.Statement("SELECT 1 FROM operations WHERE id = $0 UNION SELECT 1 FROM ended WHERE id = $0").First(static _ => true, id.ToBytes()));
        }

        session.Commit();
    }

    /// <summary>It is on the disk by then: whatever a listener throws must not have it done a second time.</summary>
    private void Expired(ExpiredOperation expired)
    {
        foreach (var listener in _listeners)
        {
            try
            {
                listener(expired);
            }
            catch (Exception fault)
            {
                Tell($"Nobody was told that operation {expired.Id} is too old: {fault.Message}");
            }
        }
    }

    private void Close()
    {
        _session?.Dispose();
        _session = null;
    }
}
