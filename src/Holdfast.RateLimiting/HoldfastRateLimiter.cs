using System.Threading.RateLimiting;
using Holdfast.Core.Principles.Limits;

namespace Holdfast.RateLimiting;

/// <summary>A limit of Holdfast wherever .NET takes a <see cref="RateLimiter"/>. No timer runs; nothing is allocated but the lease.</summary>
public sealed class HoldfastRateLimiter : RateLimiter
{
    private readonly LoneLimit _limit;
    private readonly TimeProvider _time;
    private long _askedAt;

    /// <param name="limit">As an entry of <c>limit</c> in a plan, without <c>per</c>: <c>{ rate: 500/s, burst: 100 }</c>.</param>
    /// <param name="time">The system's unless given.</param>
    /// <exception cref="FormatException">It is no good; the message says why.</exception>
    public HoldfastRateLimiter(string limit, TimeProvider? time = null)
        : this(LimitText.Read(limit), time)
    {
    }

    /// <exception cref="ArgumentException">The limit tells callers apart: that is for <see cref="HoldfastPartitionedRateLimiter{TResource}"/>.</exception>
    public HoldfastRateLimiter(LimitPlan limit, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _limit = new LoneLimit(limit, _time);
        if (_limit.HasKeys) throw new ArgumentException("A limit with 'per' is for a partitioned limiter.", nameof(limit));
        _askedAt = _time.GetTimestamp();
    }

    /// <summary>Null until everything is there again: who drops it earlier would let its callers begin anew.</summary>
    public override TimeSpan? IdleDuration => _limit.Left("") < _limit.Quota ? null : _time.GetElapsedTime(Volatile.Read(ref _askedAt));

    public override RateLimiterStatistics GetStatistics() => Asking.Statistics(_limit, "");

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        Volatile.Write(ref _askedAt, _time.GetTimestamp());
        return Asking.Attempt(_limit, "", permitCount);
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _askedAt, _time.GetTimestamp());
        return Asking.AcquireAsync(_limit, "", permitCount, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _limit.Dispose();
        base.Dispose(disposing);
    }
}
