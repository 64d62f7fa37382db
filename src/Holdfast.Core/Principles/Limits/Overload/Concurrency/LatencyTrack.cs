namespace Holdfast.Core.Principles.Limits.Overload.Concurrency;

/// <summary>What the attempts of one interface take: sums that only grow, and what is usual.</summary>
internal sealed class LatencyTrack
{
    private const int SamplesFirst = 8;
    private const int LookClip = 4;

    private long _sum;
    private long _count;
    private long _sumBefore;
    private long _countBefore;
    private long _pressedSum;
    private long _pressedCount;
    private double _base;

    public LatencyBase Base => new(Volatile.Read(ref _base));

    /// <summary>The most that a sample may say.</summary>
    public long Clip => Base.IsKnown ? (long)(Base.Ticks * LatencyBase.ClipMax) : long.MaxValue;

    /// <param name="isLook">Whether it is looked for what is usual: then what is slow is to be seen as slow as it is.</param>
    public void Add(long ticks, bool isLook)
    {
        var clip = isLook && ticks != OverloadEvidence.Dropped && Base.IsKnown ? LookClip * Clip : Clip;
        Interlocked.Add(ref _sum, Math.Clamp(ticks, 1, clip));
        // A service that is overloaded from its first second has no queue yet when it answers its first calls.
        if (Interlocked.Increment(ref _count) == SamplesFirst && !Base.IsKnown)
            Volatile.Write(ref _base, Base.Learn((double)Volatile.Read(ref _sum) / SamplesFirst, SamplesFirst, BaseLesson.Fall).Ticks);
    }

    /// <summary>Since the last taking. By one thread at a time.</summary>
    public (long Sum, long Count) Take()
    {
        var (sum, count) = (Volatile.Read(ref _sum), Volatile.Read(ref _count));
        var taken = (sum - _sumBefore, count - _countBefore);
        (_sumBefore, _countBefore) = (sum, count);
        return taken;
    }

    /// <summary>One that came back while somebody found no place, whenever it began.</summary>
    public void Press(long ticks)
    {
        Interlocked.Add(ref _pressedSum, Math.Clamp(ticks, 1, Clip));
        Interlocked.Increment(ref _pressedCount);
    }

    public (long Sum, long Count) TakePressed() => (Interlocked.Exchange(ref _pressedSum, 0), Interlocked.Exchange(ref _pressedCount, 0));

    public void Learn(long sum, long count, BaseLesson lesson)
    {
        if (count > 0) Volatile.Write(ref _base, Base.Learn((double)sum / count, count, lesson).Ticks);
    }
}
