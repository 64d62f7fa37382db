namespace Holdfast.Core.Principles.Limits.Cells;

/// <summary>A token bucket, or the pace of those who wait for its tokens: one number, changed by compare-and-swap.</summary>
internal class BucketCell(LimitSpec spec, long fullAt) : LimitCell(spec)
{
    private long _full = fullAt;

    protected long FullAt => Volatile.Read(ref _full);

    public override bool TryTake(long now, out long wait) => TryTake(Spec.Bucket, now, out wait, out _);

    /// <summary>Takes the next token there will be.</summary>
    /// <param name="longest">That may be waited for it.</param>
    /// <param name="place">With which to give it back.</param>
    public bool TryReserve(long now, long longest, out long wait, out long place)
    {
        while (true)
        {
            var full = FullAt;
            // What others have reserved, with more time to wait, is no fault of the clock.
            var isReserved = BucketMachine.TryReserve(full, now, Spec.Bucket, Spec.Longest, longest, out place, out wait);
            if (place == full || Interlocked.CompareExchange(ref _full, place, full) == full) return isReserved;
        }
    }

    /// <summary>Who reserved it no longer waits. Only the last one can give it back: others have their places behind it.</summary>
    public void GiveUp(long place) => Interlocked.CompareExchange(ref _full, place - Spec.Bucket.Interval, place);

    public override void GiveBack(long takenAt) => Return(Spec.Bucket.Interval);

    public override double Left(long now) => BucketMachine.Left(FullAt, now, Spec.Bucket);

    public override long Wait(long now)
    {
        BucketMachine.TryTake(FullAt, now, Spec.Bucket, out _, out var wait);
        return wait;
    }

    public override LimitCell Follow(LimitSpec next, long now) => new BucketCell(next, BucketMachine.Follow(FullAt, now, Spec.Bucket, next.Bucket));

    /// <param name="interval">Of the token that was taken.</param>
    protected void Return(long interval) => Interlocked.Add(ref _full, -interval);

    /// <param name="before">When it would have been full again.</param>
    protected bool TryTake(in BucketSpec bucket, long now, out long wait, out long before)
    {
        while (true)
        {
            before = FullAt;
            var isTaken = BucketMachine.TryTake(before, now, bucket, out var next, out wait);
            if (next == before || Interlocked.CompareExchange(ref _full, next, before) == before) return isTaken;
        }
    }
}
