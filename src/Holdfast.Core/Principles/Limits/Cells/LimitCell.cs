namespace Holdfast.Core.Principles.Limits.Cells;

/// <summary>What is counted of one key, or of all calls together, by numbers that do not change. Times are in units of the limit's clock. No lock.</summary>
internal abstract class LimitCell(LimitSpec spec)
{
    public LimitSpec Spec => spec;

    public static LimitCell Make(LimitSpec spec, long now) => spec.Kind switch
    {
        LimitKind.FixedWindow => new FixedWindowCell(spec, 0),
        LimitKind.SlidingWindow => new SlidingWindowCell(spec),
        LimitKind.WarmUp => new WarmUpCell(spec, now, new WarmUpMachine(0, now, 0)),
        LimitKind.Concurrency => new ConcurrencyCell(spec),
        _ => new BucketCell(spec, 0),
    };

    /// <summary>Lets a call pass, or not.</summary>
    /// <param name="wait">Where not: for how long, at least; 0: nobody can say.</param>
    public abstract bool TryTake(long now, out long wait);

    /// <summary>A call that it let pass was not made after all.</summary>
    public abstract void GiveBack(long takenAt);

    /// <summary>Calls that would pass now; below 0 where some wait for their turn.</summary>
    public abstract double Left(long now);

    /// <summary>How long one more call would have to wait; 0: not at all, or nobody can say.</summary>
    public abstract long Wait(long now);

    /// <summary>How long until all of it is there again, where nothing more is taken.</summary>
    public virtual long Restored(long now) => (long)(Spec.Period * (1 - Math.Clamp(Math.Floor(Left(now)) / Spec.Quota, 0, 1)));

    /// <summary>Whether it refuses, or is in use: forgotten, it would let the same caller begin anew.</summary>
    public virtual bool IsSpent(long now) => Left(now) < 1;

    /// <summary>The same by other numbers: what was used up of the whole stays used up. What passes here meanwhile is not counted there.</summary>
    public abstract LimitCell Follow(LimitSpec next, long now);
}
