namespace Holdfast.Core.DryRuns;

/// <summary>A clock that goes on when it is told to. What falls due on the way is done in its order, each at its own time, on the caller's thread.</summary>
/// <remarks>For one thread. Timestamps are ticks of 100 ns.</remarks>
internal sealed class VirtualTime : TimeProvider
{
    private readonly PriorityQueue<Timer, (long Due, long Order)> _due = new();
    private long _now;
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(_now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <param name="timestamp">What is in the past leaves the clock where it is.</param>
    public void GoOnTo(long timestamp)
    {
        while (_due.TryPeek(out var timer, out var due) && due.Due <= timestamp)
        {
            _due.Dequeue();
            if (!timer.IsDue(due.Due, due.Order)) continue;
            _now = Math.Max(_now, due.Due);
            timer.Fire();
        }

        _now = Math.Max(_now, timestamp);
    }

    private sealed class Timer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private (long Due, long Order)? _next;
        private TimeSpan _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            _next = dueTime < TimeSpan.Zero ? null : (time._now + dueTime.Ticks, ++time._order);
            if (_next is { } next) time._due.Enqueue(this, next);
            return true;
        }

        /// <summary>Whether it was not set to another time since it was put in the queue.</summary>
        public bool IsDue(long due, long order) => _next == (due, order);

        public void Fire()
        {
            _next = null;
            if (_period > TimeSpan.Zero) Change(_period, _period);
            callback(state);
        }

        public void Dispose() => _next = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
