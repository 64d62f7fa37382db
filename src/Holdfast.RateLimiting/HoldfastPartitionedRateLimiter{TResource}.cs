using System.Threading.RateLimiting;
using Holdfast.Core.Principles.Limits;

namespace Holdfast.RateLimiting;

/// <summary>A limit of Holdfast for each key, wherever .NET takes a <see cref="PartitionedRateLimiter{TResource}"/>.</summary>
/// <remarks>The number of keys is bounded by <c>keys-max</c> from the beginning; no timer sweeps them.</remarks>
public sealed class HoldfastPartitionedRateLimiter<TResource> : PartitionedRateLimiter<TResource>
{
    private readonly LoneLimit _limit;
    private readonly Func<TResource, string> _keyOf;

    /// <param name="limit">As an entry of <c>limit</c> in a plan, with a <c>per</c>: <c>{ rate: 5/s, per: client }</c>.</param>
    /// <param name="keyOf">The key, whatever <c>per</c> says; empty: the resource has none, and shares one with all that have none.</param>
    /// <param name="time">The system's unless given.</param>
    /// <exception cref="FormatException">It is no good; the message says why.</exception>
    public HoldfastPartitionedRateLimiter(string limit, Func<TResource, string> keyOf, TimeProvider? time = null)
        : this(LimitText.Read(limit), keyOf, time)
    {
    }

    /// <exception cref="ArgumentException">The limit has no <c>per</c>.</exception>
    public HoldfastPartitionedRateLimiter(LimitPlan limit, Func<TResource, string> keyOf, TimeProvider? time = null)
    {
        _limit = new LoneLimit(limit, time ?? TimeProvider.System);
        _keyOf = keyOf;
        if (!_limit.HasKeys) throw new ArgumentException("A limit without 'per' is the same for all: it is for a limiter without partitions.", nameof(limit));
    }

    public override RateLimiterStatistics GetStatistics(TResource resource) => Asking.Statistics(_limit, _keyOf(resource));

    protected override RateLimitLease AttemptAcquireCore(TResource resource, int permitCount) => Asking.Attempt(_limit, _keyOf(resource), permitCount);

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(TResource resource, int permitCount, CancellationToken cancellationToken) =>
        Asking.AcquireAsync(_limit, _keyOf(resource), permitCount, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing) _limit.Dispose();
        base.Dispose(disposing);
    }
}
