namespace Holdfast.Core.Pipeline;

/// <summary>Notices, while an attempt is in flight, that it has waited too long. One for each pooled call; costs two atomic operations an attempt.</summary>
/// <remarks>
/// The timer is left running from attempt to attempt, and from call to call: when it goes off early it is set for what is
/// left, so it is set about once in the time that makes an attempt late, however many attempts there are meanwhile. An
/// attempt that ends and a timer that goes off settle by one compare-and-swap which of them was first.
/// </remarks>
/// <param name="sentAt">
/// Timestamp at which the request of the attempt in flight had been sent whole; <see cref="long.MaxValue"/> while the caller
/// is still sending it. A node cannot be late before.
/// </param>
/// <param name="late">Called once for each attempt that is late, on the timer's thread. Must not throw.</param>
internal sealed class LateWatch(TimeProvider time, Func<long> sentAt, Action late) : IDisposable
{
    // Going off later than this after it was due, our own process stood still: answers may be waiting to be read.
    internal static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(10);

    private const long Armed = 1;
    private const long WentLate = 2;
    private const long Next = 4;

    private readonly Lock _setting = new();
    private readonly long _pause = Ticks(PauseMin, time);
    private ITimer? _timer;
    private long _state;
    private long _after;
    private long _dueAt;
    private long _setFor = long.MaxValue;
    private long _forgiven;

    /// <summary>Begins to watch.</summary>
    public void Arm(long now, TimeSpan after)
    {
        var ticks = Ticks(after, time);
        Volatile.Write(ref _after, ticks);
        Volatile.Write(ref _dueAt, now + ticks);
        // Full fences here and in the tick: either the tick sees that it is armed, or this sees that the timer has gone off.
        Interlocked.Exchange(ref _state, (_state & ~(Armed | WentLate)) + Next + Armed);
        if (Volatile.Read(ref _setFor) > now + ticks) Set(0);
    }

    /// <summary>Ends watching. May be called again.</summary>
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
        // All of this may belong to the next attempt by now: then the swap at the end fails, and that one has set the timer.
        var due = Due(now);
        if (now < due)
        {
            Set(due);
        }
        else if (now - due > _pause && Interlocked.Exchange(ref _forgiven, state) != state)
        {
            Set(now + _pause);
        }
        else if (Interlocked.CompareExchange(ref _state, (state & ~Armed) | WentLate, state) == state)
        {
            late();
        }
    }

    private long Due(long now)
    {
        var due = Volatile.Read(ref _dueAt);
        var sent = Math.Min(sentAt(), now);
        return Math.Max(due, sent + Volatile.Read(ref _after));
    }

    /// <summary>By one thread at a time, or the timer and what is known of it could part.</summary>
    /// <param name="notBefore">It need not go off before this.</param>
    private void Set(long notBefore)
    {
        lock (_setting)
        {
            var at = Math.Max(Volatile.Read(ref _dueAt), notBefore);
            Volatile.Write(ref _setFor, at);
            // A timer counts whole milliseconds: rounded up, or it would go off early and be set again.
            var left = Math.Ceiling(time.GetElapsedTime(time.GetTimestamp(), at).TotalMilliseconds);
            var whole = TimeSpan.FromMilliseconds(Math.Max(0, left));
            if (_timer is { } timer) timer.Change(whole, Timeout.InfiniteTimeSpan);
            else _timer = Make(whole);
        }
    }

    /// <summary>The timer outlives the call that first needs it: nothing that flows with that call may flow into others'.</summary>
    private ITimer Make(TimeSpan due)
    {
        if (ExecutionContext.IsFlowSuppressed()) return time.CreateTimer(Ring, this, due, Timeout.InfiniteTimeSpan);
        using (ExecutionContext.SuppressFlow()) return time.CreateTimer(Ring, this, due, Timeout.InfiniteTimeSpan);
    }

    private static void Ring(object? self) => ((LateWatch)self!).Tick();

    private static long Ticks(TimeSpan span, TimeProvider time) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
