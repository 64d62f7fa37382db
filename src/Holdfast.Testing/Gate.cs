namespace Holdfast.Testing;

/// <summary>Lets exactly as many pass as the test says, so that order is proved and not timed.</summary>
public sealed class Gate(string name) : IDisposable
{
    private readonly SemaphoreSlim _permits = new(0);
    private int _waiting;

    public string Name { get; } = name;

    /// <summary>How many stand before the gate now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public void Open(int times = 1) => _permits.Release(times);

    public async Task PassAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _permits.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Waits until <paramref name="count"/> stand before the gate.</summary>
    public Task WaitForWaitingAsync(int count, TimeSpan? within = null) =>
        Eventually.HoldsAsync(() => Waiting >= count, $"{count} waiting at gate '{Name}'", within, () => $"{Waiting}");

    public void Dispose() => _permits.Dispose();
}
