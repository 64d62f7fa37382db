using System.Threading.RateLimiting;

namespace Holdfast.Core.Benchmarks;

/// <summary>The limiters of System.Threading.RateLimiting, with more of everything than is asked for: what is measured is asking.</summary>
internal static class Limiters
{
    private const int Plenty = 1_000_000_000;

    public static IReadOnlyList<string> Names { get; } = ["TokenBucketRateLimiter", "SlidingWindowRateLimiter", "ConcurrencyLimiter"];

    public static RateLimiter Make(string name) => name switch
    {
        "TokenBucketRateLimiter" => Bucket(),
        "SlidingWindowRateLimiter" => new SlidingWindowRateLimiter(new SlidingWindowRateLimiterOptions
        {
            PermitLimit = Plenty, Window = TimeSpan.FromSeconds(1), SegmentsPerWindow = 10, QueueLimit = 0,
        }),
        _ => new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = Plenty, QueueLimit = 0 }),
    };

    public static TokenBucketRateLimiter Bucket() => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = Plenty, TokensPerPeriod = Plenty, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0,
    });
}
