using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>The connection that reads: nobody who writes waits for it, nor it for them.</summary>
internal sealed class QueueReader(QueueFolder folder) : IDisposable
{
    private readonly SemaphoreSlim _alone = new(1);
    private SqliteConnection? _connection;
    private string? _identity;

    public async Task<T> DoAsync<T>(Func<SqliteConnection, T> work)
    {
        await _alone.WaitAsync();
        try
        {
            return await Task.Run(() => work(Connection()));
        }
        catch (Exception fault) when (QueueFaults.IsOfTheStore(fault))
        {
            _connection?.Dispose();
            _connection = null;
            throw QueueFaults.Of(fault, folder.File);
        }
        finally
        {
            _alone.Release();
        }
    }

    private SqliteConnection Connection()
    {
        var identity = folder.Identity();
        if (_connection is { } open && identity == _identity) return open;
        _connection?.Dispose();
        _connection = QueueOpening.OpenToRead(folder.File);
        // Whoever reads first makes the log.
        _identity = folder.Identity();
        return _connection;
    }

    public void Dispose()
    {
        _alone.Wait();
        _connection?.Dispose();
        _connection = null;
        _alone.Release();
    }
}
