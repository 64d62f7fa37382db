using System.Collections.Concurrent;

namespace Holdfast.Gateway.Front;

/// <summary>Every open client connection, and the limit on how many there may be.</summary>
internal sealed class ConnectionRegistry
{
    private readonly ConcurrentDictionary<FrontConnection, byte> _open = new();
    private readonly Lock _emptied = new();
    private TaskCompletionSource? _whenEmpty;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public int Calls => _open.Keys.Sum(static connection => connection.Calls);

    public IEnumerable<FrontConnection> Open => _open.Select(static entry => entry.Key);

    /// <summary>False at the limit: counting first and taking back keeps it exact without a lock.</summary>
    public bool TryAdd(FrontConnection connection, int connectionsMax)
    {
        if (Interlocked.Increment(ref _count) > connectionsMax)
        {
            Release();
            return false;
        }

        _open.TryAdd(connection, 0);
        return true;
    }

    public void Remove(FrontConnection connection)
    {
        if (_open.TryRemove(connection, out _))
            Release();
    }

    /// <summary>Done when no connection is open. Only asked for once nothing new is accepted.</summary>
    public Task WhenEmpty()
    {
        lock (_emptied)
        {
            _whenEmpty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (Count == 0)
                _whenEmpty.TrySetResult();
            return _whenEmpty.Task;
        }
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _count) != 0)
            return;
        lock (_emptied)
            _whenEmpty?.TrySetResult();
    }
}
