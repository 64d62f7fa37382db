namespace Holdfast.Core.Principles.Limits.Cells;

/// <summary>A bucket whose rate follows how warm it is. Whoever is first in a step looks anew; nobody waits for that.</summary>
internal sealed class WarmUpCell(LimitSpec spec, long fullAt, WarmUpMachine machine) : BucketCell(spec, fullAt)
{
    private long _at = machine.At;
    private long _idle = machine.Idle;
    private long _idleThen = machine.Idle;
    private double _warmth = machine.Warmth;

    /// <summary>0 cold, 1 warm.</summary>
    public double Warmth => Volatile.Read(ref _warmth);

    public override bool TryTake(long now, out long wait)
    {
        Advance(now);
        if (!TryTake(Present, now, out wait, out var before)) return false;
        if (before < now) Interlocked.Add(ref _idle, now - before);
        return true;
    }

    public override double Left(long now) => BucketMachine.Left(FullAt, now, Present);

    public override long Wait(long now)
    {
        BucketMachine.TryTake(FullAt, now, Present, out _, out var wait);
        return wait;
    }

    public override LimitCell Follow(LimitSpec next, long now) => new WarmUpCell(
        next, BucketMachine.Follow(FullAt, now, Spec.Bucket, next.Bucket), new WarmUpMachine(Warmth, Volatile.Read(ref _at), Volatile.Read(ref _idleThen)));

    /// <summary>What it took: the colder it is, the more. Where it may have been warmer then than it is now, the least that it can have been.</summary>
    public override void GiveBack(long takenAt)
    {
        var since = Math.Max(0, Volatile.Read(ref _at) - takenAt);
        Return(IntervalAt(Math.Min(1, Warmth + ((double)since / Spec.Over))));
    }

    private BucketSpec Present => Spec.Bucket with { Interval = IntervalAt(Warmth) };

    /// <summary>Rounded up: never more than the rate.</summary>
    private long IntervalAt(double warmth) => (long)Math.Ceiling(Spec.Bucket.Interval / WarmUpMachine.ShareAt(warmth, Spec.From));

    private void Advance(long now)
    {
        var at = Volatile.Read(ref _at);
        if (now >= at && now - at < Spec.Over / WarmUpMachine.Steps) return;
        if (Interlocked.CompareExchange(ref _at, now, at) != at) return;
        // With what has been full since, and nobody has asked for yet.
        var full = FullAt;
        var idle = Volatile.Read(ref _idle) + Math.Max(0, now - full);
        var next = new WarmUpMachine(Warmth, at, Volatile.Read(ref _idleThen)).Next(idle, now, Spec.Over);
        Volatile.Write(ref _idleThen, next.Idle);
        Volatile.Write(ref _warmth, next.Warmth);
    }
}
