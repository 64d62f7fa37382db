namespace Shop.Nodes;

/// <summary>
/// The capacity of a node. Up to <c>slots</c> requests are worked on at once; more wait in line, and a line makes the
/// work itself slower, as contention does in real services: past its capacity a node answers less, not the same.
/// Like most services it does not notice that a caller has left, and works for nobody.
/// </summary>
internal sealed class WorkSlots(int slots) : IDisposable
{
    /// <summary>Requests in line for each slot; beyond it a request is turned away at once.</summary>
    public const int QueuePerSlotMax = 20;

    /// <summary>A line as long as the slots are many makes the work this much slower, and so on up to the maximum.</summary>
    public const double SlowdownPerQueue = 0.5;

    public const double SlowdownMax = 4;

    private readonly SemaphoreSlim _free = new(slots, slots);
    private int _queued;
    private int _busy;
    private long _done;
    private long _refused;
    private long _failed;

    public WorkCounters Counters => new(
        slots,
        Volatile.Read(ref _busy),
        Volatile.Read(ref _queued),
        Interlocked.Read(ref _done),
        Interlocked.Read(ref _refused),
        Interlocked.Read(ref _failed));

    /// <summary>What the line does to the time of the work, 1 to <see cref="SlowdownMax"/>.</summary>
    public double Slowdown => Math.Min(1 + SlowdownPerQueue * Volatile.Read(ref _queued) / slots, SlowdownMax);

    /// <returns>False when the line was full: nothing was taken, and there is nothing to leave.</returns>
    public async ValueTask<bool> EnterAsync(CancellationToken stopping)
    {
        if (!_free.Wait(0, CancellationToken.None))
        {
            if (Interlocked.Increment(ref _queued) > slots * QueuePerSlotMax)
            {
                Interlocked.Decrement(ref _queued);
                Interlocked.Increment(ref _refused);
                return false;
            }

            try
            {
                await _free.WaitAsync(stopping);
            }
            finally
            {
                Interlocked.Decrement(ref _queued);
            }
        }

        Interlocked.Increment(ref _busy);
        return true;
    }

    public void Leave()
    {
        Interlocked.Increment(ref _done);
        Interlocked.Decrement(ref _busy);
        _free.Release();
    }

    public void CountFailed() => Interlocked.Increment(ref _failed);

    public void Dispose() => _free.Dispose();
}
