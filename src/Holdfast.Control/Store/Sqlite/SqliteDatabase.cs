using Holdfast.Control.Plans;
using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Store.Sqlite;

/// <summary>The file, one connection that writes and one that reads, and what is done when the file is not as it should be.</summary>
internal sealed class SqliteDatabase(string file, TimeProvider time, long bytesMax) : IDisposable
{
    /// <summary>Holds a hundred thousand revisions of a large plan that change by a part each; a store that grows beyond it grows by mistake.</summary>
    public const long BytesMaxDefault = 1L << 30;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(IControlStore.PatienceSeconds);

    /// <summary>While it is away: so that many who ask do not each wait for it.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _reading = new(1);
    private readonly string _file = Path.GetFullPath(file);
    private SqliteConnection? _writer;
    private SqliteConnection? _reader;
    private string? _identity;
    private string? _identityRead;
    private StoreException? _away;
    private long _lookedAt;
    private bool _isDisposed;
    private bool _hasFailed;

    /// <summary>Whether the last change could not be written, for a reason that does not pass by itself.</summary>
    public bool HasFailed => Volatile.Read(ref _hasFailed);

    /// <summary>Does all of it in one transaction, or nothing.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteTransaction, T> work, CancellationToken cancellation) => AloneAsync(_writing, () =>
    {
        using var transaction = Writer().BeginTransaction(deferred: false);
        var result = work(transaction);
        transaction.Commit();
        Volatile.Write(ref _hasFailed, false);
        return result;
    }, cancellation);

    public async Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellation)
    {
        // Whoever reads first makes the file ready, as whoever writes first does.
        if (Volatile.Read(ref _reader) is null || !IsThere()) await AloneAsync(_writing, Writer, cancellation);
        return await AloneAsync(_reading, () => work(Reader()), cancellation);
    }

    public void Dispose()
    {
        // Waits for what is on its way, which ends by itself.
        _writing.Wait();
        _reading.Wait();
        _isDisposed = true;
        Close();
        _writing.Release();
        _reading.Release();
    }

    private static async Task EnterAsync(SemaphoreSlim gate, CancellationToken cancellation)
    {
        if (!await gate.WaitAsync(Patience, cancellation))
            throw new StoreException(StoreErrors.Locked, $"The store is busy: it did not come to this within {IControlStore.PatienceSeconds} s.");
    }

    private async Task<T> AloneAsync<T>(SemaphoreSlim gate, Func<T> work, CancellationToken cancellation)
    {
        await EnterAsync(gate, cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return await Task.Run(work, cancellation);
        }
        catch (Exception fault) when (fault is StoreException || SqliteFaults.IsOfTheStore(fault))
        {
            var known = fault as StoreException ?? SqliteFaults.Of(fault, _file);
            if (gate == _writing && (Spoils(known) || known.Known == StoreErrors.Full)) Volatile.Write(ref _hasFailed, true);
            if (Spoils(known)) await LeaveAsync(gate);
            if (ReferenceEquals(known, fault)) throw;
            throw known;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Whether what was opened can no longer be trusted; a lock and a full disk pass.</summary>
    private static bool Spoils(StoreException fault) => fault.Known == StoreErrors.Away || fault.Known == StoreErrors.Corrupt;

    private bool IsThere() => Identity() == _identity;

    /// <summary>Of the file and of its log: what is written to a log that somebody has taken away is lost at the next start.</summary>
    private string Identity() => $"{DiskFileStamps.IdentityOf(_file)} {DiskFileStamps.IdentityOf(_file + "-wal")}";

    private SqliteConnection Writer()
    {
        if (_writer is { } open && IsThere()) return open;
        if (_away is { } away && time.GetElapsedTime(_lookedAt) < LookEvery) throw new StoreException(away.Known, away.Message, away);
        CloseWriter();
        try
        {
            // A file that was there and is gone is not made again: an empty store would look like one that never held anything.
            _writer = SqliteOpening.Open(_file, mayMake: _identity is null, bytesMax);
            _identity = Identity();
            _away = null;
            return _writer;
        }
        catch (Exception fault) when (fault is StoreException || SqliteFaults.IsOfTheStore(fault))
        {
            (_away, _lookedAt) = (fault as StoreException ?? SqliteFaults.Of(fault, _file), time.GetTimestamp());
            throw;
        }
    }

    private SqliteConnection Reader()
    {
        if (_reader is { } open && _identityRead == _identity && IsThere()) return open;
        _reader?.Dispose();
        _identityRead = _identity;
        return _reader = SqliteOpening.OpenToRead(_file);
    }

    /// <summary>The next call opens it anew, and looks at it closely. Whoever holds one of the gates need not wait for itself.</summary>
    private async Task LeaveAsync(SemaphoreSlim held)
    {
        var other = held == _writing ? _reading : _writing;
        if (!await other.WaitAsync(Patience)) return;
        Close();
        other.Release();
    }

    private void Close()
    {
        CloseWriter();
        _reader?.Dispose();
        _reader = null;
    }

    private void CloseWriter()
    {
        _writer?.Dispose();
        _writer = null;
    }
}
