namespace Holdfast.Core.Pipeline;

/// <summary>Says when a time is over that is set anew all the time, and is hardly ever over. Setting and stopping it cost an atomic operation each.</summary>
/// <remarks>
/// The timer is left running: when it goes off early it is set for what is left, so it is set about once in the time that it
/// is for, however many times there are meanwhile. One word says what is due, so that a time which is stopped and a timer
/// that goes off settle by one compare-and-swap which of them was first.
/// </remarks>
internal sealed class DueTimer(TimeProvider time) : IDisposable
{
    private const long Stopped = long.MaxValue;
    private const long WentOff = long.MinValue;

    private readonly Lock _setting = new();
    private CancellationTokenSource _source = new();
    private ITimer? _timer;
    private long _dueAt = Stopped;
    private long _setFor = long.MaxValue;

    /// <summary>Cancelled when it is over.</summary>
    public CancellationToken Token => _source.Token;

    public bool IsCancelled => _source.IsCancellationRequested;

    /// <summary>Ends it before its time. From any thread.</summary>
    public void Cancel() => _source.Cancel();

    /// <summary>In the place of what was set before; nothing where that is over already. As all of these, by one thread at a time.</summary>
    /// <param name="now">Timestamp.</param>
    public void Set(TimeSpan after, long now)
    {
        var at = now + (long)(after.TotalSeconds * time.TimestampFrequency);
        var before = Volatile.Read(ref _dueAt);
        // A full fence here and in the tick: either the tick sees what is due, or this sees that the timer has gone off.
        if (before == WentOff || Interlocked.CompareExchange(ref _dueAt, at, before) != before) return;
        if (Volatile.Read(ref _setFor) > at) Run();
    }

    /// <summary>Nothing is due any more. Too late where it was over already.</summary>
    public void Stop()
    {
        if (Volatile.Read(ref _dueAt) is not (Stopped or WentOff) and var at) Interlocked.CompareExchange(ref _dueAt, Stopped, at);
    }

    /// <summary>Stops, and is as new.</summary>
    public void Renew()
    {
        Stop();
        var wentOff = Volatile.Read(ref _dueAt) == WentOff;
        // The tick that was first may not have got to the cancelling yet: the source is left to it.
        if (!wentOff && _source.TryReset()) return;
        Volatile.Write(ref _source, new CancellationTokenSource());
        if (wentOff) Volatile.Write(ref _dueAt, Stopped);
    }

    /// <summary>The source has nothing to dispose of, and a tick may be about to cancel it.</summary>
    public void Dispose() => _timer?.Dispose();

    private void Tick()
    {
        Interlocked.Exchange(ref _setFor, long.MaxValue);
        var at = Volatile.Read(ref _dueAt);
        if (at is Stopped or WentOff) return;
        // The source of that time: whoever stops or renews from here on has the swap fail.
        var source = Volatile.Read(ref _source);
        if (time.GetTimestamp() < at) Run();
        else if (Interlocked.CompareExchange(ref _dueAt, WentOff, at) == at) source.Cancel();
    }

    /// <summary>By one thread at a time, or the timer and what is known of it could part.</summary>
    private void Run()
    {
        lock (_setting)
        {
            var at = Volatile.Read(ref _dueAt);
            if (at is Stopped or WentOff) return;
            Volatile.Write(ref _setFor, at);
            // A timer counts whole milliseconds: rounded up, or it would go off early and be set again.
            var left = TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(time.GetElapsedTime(time.GetTimestamp(), at).TotalMilliseconds)));
            if (_timer is { } timer) timer.Change(left, Timeout.InfiniteTimeSpan);
            else _timer = Make(left);
        }
    }

    /// <summary>The timer outlives the call that first needs it: nothing that flows with that call may flow into others'.</summary>
    private ITimer Make(TimeSpan due)
    {
        if (ExecutionContext.IsFlowSuppressed()) return time.CreateTimer(Ring, this, due, Timeout.InfiniteTimeSpan);
        using (ExecutionContext.SuppressFlow()) return time.CreateTimer(Ring, this, due, Timeout.InfiniteTimeSpan);
    }

    private static void Ring(object? self) => ((DueTimer)self!).Tick();
}
