namespace Holdfast.Core.Principles.Limits;

/// <summary>
/// A token bucket whose whole state is one number: the time at which it is full again. Pure. The generic cell rate algorithm
/// (ITU-T I.371), with which pacing is the same bucket asked when instead of whether.
/// </summary>
/// <remarks>In any time t it lets no more than <c>burst + t / interval</c> pass, wherever t begins; a clock set back fills nothing.</remarks>
public static class BucketMachine
{
    /// <param name="full">When it is full again.</param>
    /// <param name="next">The same afterwards; to be kept also where nothing was taken.</param>
    /// <param name="wait">Until a token is there; 0 when one was taken.</param>
    public static bool TryTake(long full, long now, in BucketSpec spec, out long next, out long wait)
    {
        next = Settle(full, now, spec.Whole);
        wait = Math.Max(0, next - now - spec.Tolerance);
        if (wait > 0) return false;
        next += spec.Interval;
        return true;
    }

    /// <summary>Takes the next token there will be, though it is not there yet.</summary>
    /// <param name="bound">That anybody may wait.</param>
    /// <param name="longest">That this one may; not above the bound.</param>
    /// <param name="wait">Until it is there, whether it was taken or not.</param>
    public static bool TryReserve(long full, long now, in BucketSpec spec, long bound, long longest, out long next, out long wait)
    {
        next = Settle(full, now, spec.Whole + bound);
        wait = Math.Max(0, next - now - spec.Tolerance);
        if (wait > longest) return false;
        next += spec.Interval;
        return true;
    }

    /// <summary>Tokens that are there now; below 0 where some were reserved.</summary>
    public static double Left(long full, long now, in BucketSpec spec) => spec.Burst - ((double)(Math.Max(full, now) - now) / spec.Interval);

    /// <summary>Another rate or burst: what it held of the whole before, it holds now.</summary>
    public static long Follow(long full, long now, in BucketSpec before, in BucketSpec after) =>
        now + (long)((double)(Math.Max(full, now) - now) / before.Whole * after.Whole);

    /// <summary>Full since long ago is full now; emptier than empty only a clock that was set back can make it.</summary>
    private static long Settle(long full, long now, long ahead) => Math.Clamp(full, now, now + ahead);
}
