namespace Holdfast.Gateway.Process;

/// <summary>How long work waits for a thread of the pool: a piece of it that does nothing is put at the end of the queue now and then.</summary>
/// <remarks>Accepting connections, reading and answering requests all wait in that queue, so it stands for each of them.</remarks>
internal sealed class QueueGauge(TimeProvider time, Action<IThreadPoolWorkItem> queue) : IThreadPoolWorkItem
{
    private long _queuedAt;
    private long _waited;

    public QueueGauge(TimeProvider time)
        : this(time, static work => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false))
    {
    }

    /// <returns>What the last one waited, or one that still waits has waited so far, where that is longer.</returns>
    public TimeSpan Read()
    {
        var now = time.GetTimestamp();
        var waited = TimeSpan.FromTicks(Volatile.Read(ref _waited));
        if (Volatile.Read(ref _queuedAt) is not 0 and var since)
        {
            var sofar = time.GetElapsedTime(since, now);
            return sofar > waited ? sofar : waited;
        }

        Volatile.Write(ref _queuedAt, now);
        queue(this);
        return waited;
    }

    public void Execute()
    {
        Volatile.Write(ref _waited, time.GetElapsedTime(Volatile.Read(ref _queuedAt)).Ticks);
        Volatile.Write(ref _queuedAt, 0);
    }
}
