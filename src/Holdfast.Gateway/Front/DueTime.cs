namespace Holdfast.Gateway.Front;

/// <summary>A time by which something must have come. It is set and lifted for ever and comes rarely.</summary>
/// <remarks>The timer is left to run when the time is lifted: it comes once, finds nothing due, and rests.</remarks>
/// <param name="over">It has come.</param>
/// <param name="more">Given by how much the timer was late, how much longer there is after all; zero: none.</param>
internal sealed class DueTime(TimeProvider time, Action over, Func<TimeSpan, TimeSpan>? more = null) : IDisposable
{
    private const long Nothing = long.MaxValue;
    private const long Over = long.MinValue;

    private ITimer? _timer;
    private long _dueAt = Nothing;
    private int _isTimerSet;

    public void Set(TimeSpan span)
    {
        Volatile.Write(ref _dueAt, time.TimestampIn(span));
        SetTimer(span);
    }

    /// <returns>False: it came before.</returns>
    public bool Lift() => Interlocked.Exchange(ref _dueAt, Nothing) != Over;

    public void Dispose() => _timer?.Dispose();

    private void SetTimer(TimeSpan span)
    {
        if (Interlocked.Exchange(ref _isTimerSet, 1) != 0) return;
        _timer ??= time.CreateTimer(static due => ((DueTime)due!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(span, Timeout.InfiniteTimeSpan);
    }

    private void Look()
    {
        Volatile.Write(ref _isTimerSet, 0);
        var due = Volatile.Read(ref _dueAt);
        if (due is Nothing or Over) return;
        var left = due - time.GetTimestamp();
        if (left > 0)
            SetTimer(time.GetElapsedTime(0, left) + TimeSpan.FromMilliseconds(1));
        else if (more?.Invoke(time.GetElapsedTime(0, -left)) is { } longer && longer > TimeSpan.Zero)
            Defer(due, longer);
        else if (Interlocked.CompareExchange(ref _dueAt, Over, due) == due)
            over();
    }

    private void Defer(long due, TimeSpan longer)
    {
        if (Interlocked.CompareExchange(ref _dueAt, time.TimestampIn(longer), due) == due) SetTimer(longer);
    }
}
