using System.Threading.RateLimiting;
using Holdfast.Core.Principles.Limits;

namespace Holdfast.RateLimiting;

/// <summary>The contract of <see cref="RateLimiter"/> over a limit, for one caller or for many.</summary>
internal static class Asking
{
    /// <exception cref="ArgumentOutOfRangeException">More permits than could ever be had at once.</exception>
    public static HoldfastLease Attempt(LoneLimit limit, string key, int permits)
    {
        if (permits > limit.Quota) throw new ArgumentOutOfRangeException(nameof(permits), permits, $"The limit never has more than {limit.Quota} permits at once.");
        return limit.TryTake(key, permits, out var wait, out var ticket) ? new HoldfastLease(true, TimeSpan.Zero, ticket) : new HoldfastLease(false, wait, default);
    }

    /// <remarks>Only a pace makes anybody wait, and it lets one pass at a time.</remarks>
    public static async ValueTask<RateLimitLease> AcquireAsync(LoneLimit limit, string key, int permits, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (permits != 1 || limit.Plan.Kind != LimitKind.Pace) return Attempt(limit, key, permits);
        if (await limit.WaitAsync(key, cancellation)) return HoldfastLease.Passed;
        cancellation.ThrowIfCancellationRequested();
        return new HoldfastLease(false, TimeSpan.FromSeconds(1), default);
    }

    public static RateLimiterStatistics Statistics(LoneLimit limit, string key)
    {
        var counts = limit.Counts;
        return new RateLimiterStatistics
        {
            CurrentAvailablePermits = limit.Left(key),
            CurrentQueuedCount = limit.Waiting,
            TotalSuccessfulLeases = counts.Allowed + counts.WouldRefuse,
            TotalFailedLeases = counts.Refused,
        };
    }
}
