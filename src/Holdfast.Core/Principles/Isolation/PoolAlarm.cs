namespace Holdfast.Core.Principles.Isolation;

/// <summary>Whether a pool refuses: from the first call that it happens to until there was none for a while. Across revisions.</summary>
internal sealed class PoolAlarm
{
    /// <summary>So long nobody must have been refused before a pool counts as calm.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);

    private long _last;
    private long _filled;
    private int _isOn;

    public bool IsOn => Volatile.Read(ref _isOn) != 0;

    /// <summary>How often it began.</summary>
    public long Filled => Interlocked.Read(ref _filled);

    /// <summary>What had been refused when it began.</summary>
    public long Before { get; private set; }

    /// <summary>Whether it was told of: what was not told to begin is not told to be over.</summary>
    public bool IsTold { get; set; }

    /// <summary>A call is refused, or would be.</summary>
    /// <returns>Whether it begins with this one.</returns>
    public bool Refused(PoolTallies tallies, long now)
    {
        Volatile.Write(ref _last, now);
        if (IsOn || Interlocked.Exchange(ref _isOn, 1) != 0) return false;
        Before = tallies.Read().Turned;
        Interlocked.Increment(ref _filled);
        return true;
    }

    /// <summary>A call passes.</summary>
    /// <returns>Whether it is over with this one.</returns>
    public bool Passed(TimeProvider time) =>
        IsOn && time.GetElapsedTime(Volatile.Read(ref _last)) >= Calm && Interlocked.CompareExchange(ref _isOn, 0, 1) == 1;
}
