namespace Holdfast.Core.Principles.Limits.Overload.Concurrency;

/// <summary>What the attempts of one interface take: sums that only grow, and what is usual.</summary>
internal sealed class LatencyTrack
{
    private long _sum;
    private long _count;
    private long _sumBefore;
    private long _countBefore;
    private double _base;

    public LatencyBase Base => new(Volatile.Read(ref _base));

    /// <summary>The most that a sample may say.</summary>
    public long Clip => Base.IsKnown ? (long)(Base.Ticks * LatencyBase.ClipMax) : long.MaxValue;

    public void Add(long ticks)
    {
        Interlocked.Add(ref _sum, Math.Clamp(ticks, 1, Clip));
        Interlocked.Increment(ref _count);
    }

    /// <summary>Since the last taking. By one thread at a time.</summary>
    public (long Sum, long Count) Take()
    {
        var (sum, count) = (Volatile.Read(ref _sum), Volatile.Read(ref _count));
        var taken = (sum - _sumBefore, count - _countBefore);
        (_sumBefore, _countBefore) = (sum, count);
        return taken;
    }

    public void Learn(long sum, long count, BaseLesson lesson)
    {
        if (count > 0) Volatile.Write(ref _base, Base.Learn((double)sum / count, count, lesson).Ticks);
    }
}
