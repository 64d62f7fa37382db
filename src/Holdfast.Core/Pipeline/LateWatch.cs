namespace Holdfast.Core.Pipeline;

/// <summary>Notices, while an attempt is in flight, that it is late. One for each pooled call; costs two atomic operations an attempt.</summary>
/// <remarks>
/// The timer is left running from attempt to attempt, and from call to call: when it goes off early it is set for what is
/// left, so it is set about once in the time that makes an attempt late, however many attempts there are meanwhile. An
/// attempt that ends and a timer that goes off settle by one compare-and-swap which of them was first.
/// </remarks>
internal sealed class LateWatch(TimeProvider time, Action late) : IDisposable
{
    // Going off later than this after it was due, our own process stood still: answers may be waiting to be read.
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(10);

    private const long Armed = 1;
    private const long WentLate = 2;
    private const long Next = 4;

    private readonly long _pause = Ticks(PauseMin, time);
    private ITimer? _timer;
    private long _state;
    private long _dueAt;
    private long _setFor = long.MaxValue;
    private bool _forgaveThis;

    /// <summary>Begins to watch.</summary>
    public void Arm(long now, TimeSpan after)
    {
        var due = now + Ticks(after, time);
        Volatile.Write(ref _dueAt, due);
        Volatile.Write(ref _forgaveThis, false);
        Interlocked.Exchange(ref _state, (_state & ~(Armed | WentLate)) + Next + Armed);
        if (Volatile.Read(ref _setFor) > due) Set(due, after);
    }

    /// <summary>Ends watching.</summary>
    /// <returns>False when the attempt had gone late: then it was, or is just being, told.</returns>
    public bool Disarm()
    {
        var state = Volatile.Read(ref _state);
        return (state & WentLate) == 0
            && ((state & Armed) == 0 || Interlocked.CompareExchange(ref _state, state & ~Armed, state) == state);
    }

    public void Dispose() => _timer?.Dispose();

    private void Tick()
    {
        Interlocked.Exchange(ref _setFor, long.MaxValue);
        var state = Volatile.Read(ref _state);
        if ((state & Armed) == 0) return;
        var now = time.GetTimestamp();
        var due = Volatile.Read(ref _dueAt);
        if (now < due)
        {
            Set(due, time.GetElapsedTime(now, due));
        }
        else if (now - due > _pause && !Volatile.Read(ref _forgaveThis))
        {
            Volatile.Write(ref _forgaveThis, true);
            Set(now + _pause, PauseMin);
        }
        else if (Interlocked.CompareExchange(ref _state, (state & ~Armed) | WentLate, state) == state)
        {
            late();
        }
    }

    private void Set(long at, TimeSpan after)
    {
        Volatile.Write(ref _setFor, at);
        // A timer counts whole milliseconds: rounded up, or it would go off early and be set again.
        var whole = TimeSpan.FromMilliseconds(Math.Ceiling(after.TotalMilliseconds));
        if (_timer is { } timer) timer.Change(whole, Timeout.InfiniteTimeSpan);
        else _timer = time.CreateTimer(static self => ((LateWatch)self!).Tick(), this, whole, Timeout.InfiniteTimeSpan);
    }

    private static long Ticks(TimeSpan span, TimeProvider time) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
