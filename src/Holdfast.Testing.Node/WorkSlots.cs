namespace Holdfast.Testing.Node;

/// <summary>Work that takes its time, so many pieces at once and the others one after another: what a node can do is known exactly.</summary>
/// <remarks>Places are taken in advance, so that late timers make no work longer. Nobody's leaving takes a piece out: it is worked on all the same.</remarks>
internal sealed class WorkSlots(int count, TimeSpan work, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<int, long> _free = new(Enumerable.Range(0, count).Select(static slot => (slot, long.MinValue)));

    /// <summary>Takes the next slot that is free.</summary>
    /// <returns>How long it is until the work is done.</returns>
    public TimeSpan Take()
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            _free.TryDequeue(out var slot, out var freeAt);
            var done = Math.Max(now, freeAt) + (long)(work.TotalSeconds * clock.TimestampFrequency);
            _free.Enqueue(slot, done);
            return clock.GetElapsedTime(now, done);
        }
    }
}
