using System.Threading.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.Hedging;
using Polly.RateLimiting;
using Polly.Retry;
using Polly.Timeout;

namespace Holdfast.Core.Benchmarks;

/// <summary>Polly's strategies for what the sections of <see cref="ProtectedPlan"/> ask for, at their leanest: outcomes instead of exceptions, no telemetry.</summary>
internal static class PollyCases
{
    public const string Everything = "everything";

    public static IReadOnlyList<string> Names { get; } =
        ["nothing", "timeout", "circuit breaker", "retry", "hedging", "concurrency limiter", "token bucket", Everything];

    /// <param name="of">One of <see cref="Names"/>.</param>
    public static ResiliencePipeline<int> Make(string of)
    {
        var builder = new ResiliencePipelineBuilder<int>();
        switch (of)
        {
            case "nothing": break;
            case "timeout": Timeout(builder); break;
            case "circuit breaker": Breaker(builder); break;
            case "retry": Retry(builder); break;
            case "hedging": Hedge(builder); break;
            case "concurrency limiter": Concurrency(builder); break;
            case "token bucket": Bucket(builder); break;
            // In the order of Microsoft's standard handler, with the limits first.
            default:
                Bucket(builder);
                Concurrency(builder);
                Timeout(builder);
                Retry(builder);
                Hedge(builder);
                Breaker(builder);
                break;
        }

        return builder.Build();
    }

    private static void Timeout(ResiliencePipelineBuilder<int> builder) =>
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = TimeSpan.FromSeconds(2) });

    private static void Breaker(ResiliencePipelineBuilder<int> builder) => builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<int>
    {
        FailureRatio = 0.5, MinimumThroughput = 20, SamplingDuration = TimeSpan.FromSeconds(10), BreakDuration = TimeSpan.FromSeconds(5),
        ShouldHandle = static arguments => new ValueTask<bool>(arguments.Outcome.Exception is not null || arguments.Outcome.Result >= 500),
    });

    private static void Retry(ResiliencePipelineBuilder<int> builder) => builder.AddRetry(new RetryStrategyOptions<int>
    {
        MaxRetryAttempts = 1, Delay = TimeSpan.Zero,
        ShouldHandle = static arguments => new ValueTask<bool>(arguments.Outcome.Exception is not null || arguments.Outcome.Result >= 500),
    });

    private static void Hedge(ResiliencePipelineBuilder<int> builder) => builder.AddHedging(new HedgingStrategyOptions<int>
    {
        MaxHedgedAttempts = 1, Delay = TimeSpan.FromMilliseconds(500),
        ShouldHandle = static arguments => new ValueTask<bool>(arguments.Outcome.Exception is not null || arguments.Outcome.Result >= 500),
    });

    private static void Concurrency(ResiliencePipelineBuilder<int> builder) => builder.AddConcurrencyLimiter(200, queueLimit: 100);

    private static void Bucket(ResiliencePipelineBuilder<int> builder) => builder.AddRateLimiter(Limiters.Bucket());
}
