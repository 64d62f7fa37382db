using System.Threading.RateLimiting;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.RateLimiting.Tests;

public sealed class HoldfastRateLimiterTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void AttemptAcquire_Bucket_PassesItsBurstAndSaysWhenToComeBack()
    {
        using var limiter = new HoldfastRateLimiter("{ rate: 2/m, burst: 3 }", _time);

        limiter.AttemptAcquire(2).IsAcquired.ShouldBeTrue();
        limiter.AttemptAcquire(2).IsAcquired.ShouldBeFalse();
        limiter.AttemptAcquire().IsAcquired.ShouldBeTrue();
        using var refused = limiter.AttemptAcquire();
        refused.IsAcquired.ShouldBeFalse();
        refused.TryGetMetadata(MetadataName.RetryAfter, out var wait).ShouldBeTrue();
        wait.ShouldBe(TimeSpan.FromSeconds(30));
        _time.Advance(wait);
        limiter.AttemptAcquire().IsAcquired.ShouldBeTrue();
        Should.Throw<ArgumentOutOfRangeException>(() => limiter.AttemptAcquire(4));
    }

    [Fact]
    public void AttemptAcquire_NoPermits_AsksAndTakesNothing()
    {
        using var limiter = new HoldfastRateLimiter("{ rate: 1/m, burst: 1 }", _time);

        limiter.AttemptAcquire(0).IsAcquired.ShouldBeTrue();
        limiter.AttemptAcquire().IsAcquired.ShouldBeTrue();
        limiter.AttemptAcquire(0).IsAcquired.ShouldBeFalse();
    }

    [Fact]
    public void Dispose_LeaseOfCallsAtOnce_LetsTheNextInOnce()
    {
        using var limiter = new HoldfastRateLimiter("{ concurrency: 1 }", _time);
        var first = limiter.AttemptAcquire();

        limiter.AttemptAcquire().IsAcquired.ShouldBeFalse();
        first.Dispose();
        first.Dispose();
        limiter.AttemptAcquire().IsAcquired.ShouldBeTrue();
        limiter.AttemptAcquire().IsAcquired.ShouldBeFalse();
    }

    [Fact]
    public async Task AcquireAsync_Pace_WaitsForItsTurnInABoundedQueue()
    {
        await using var limiter = new HoldfastRateLimiter("{ rate: 1/s, kind: pace, queue: 1, wait: 5s }", _time);
        (await limiter.AcquireAsync()).IsAcquired.ShouldBeTrue();
        var second = limiter.AcquireAsync().AsTask();

        (await limiter.AcquireAsync()).IsAcquired.ShouldBeFalse();
        second.IsCompleted.ShouldBeFalse();
        limiter.GetStatistics()!.CurrentQueuedCount.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await second.WaitAsync(TimeSpan.FromSeconds(30))).IsAcquired.ShouldBeTrue();
        limiter.GetStatistics()!.CurrentQueuedCount.ShouldBe(0);
    }

    [Fact]
    public async Task AcquireAsync_CancelledWhileItWaits_Throws()
    {
        await using var limiter = new HoldfastRateLimiter("{ rate: 1/s, kind: pace, queue: 1, wait: 5s }", _time);
        await limiter.AcquireAsync();
        using var end = new CancellationTokenSource();
        var waiting = limiter.AcquireAsync(1, end.Token).AsTask();

        await end.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Statistics_AfterSomeCalls_CountThem()
    {
        using var limiter = new HoldfastRateLimiter("{ rate: 1/m, burst: 3 }", _time);
        for (var i = 0; i < 5; i++) limiter.AttemptAcquire();

        var statistics = limiter.GetStatistics()!;
        (statistics.CurrentAvailablePermits, statistics.TotalSuccessfulLeases, statistics.TotalFailedLeases).ShouldBe((0, 3, 2));
        limiter.IdleDuration.ShouldBeNull();
        _time.Advance(TimeSpan.FromMinutes(10));
        limiter.IdleDuration.ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void Partitioned_EachKey_HasItsOwnAndSomeHaveMore()
    {
        using var limiter = new HoldfastPartitionedRateLimiter<string>("{ rate: 1/m, burst: 2, per: client, keys-max: 64, overrides: { vip: 3/m } }", static key => key, _time);

        Passed("ann").ShouldBe(2);
        Passed("bob").ShouldBe(2);
        Passed("vip").ShouldBe(6);
        Passed("").ShouldBe(2);

        int Passed(string key) => Enumerable.Range(0, 20).Count(_ => limiter.AttemptAcquire(key).IsAcquired);
    }

    [Theory]
    [InlineData("{ rate: 0/s }", "every one would be refused")]
    [InlineData("{ rate: 1/s, kind: pace, queue: 5 }", "'wait'")]
    [InlineData("fast", "such as 500/s")]
    [InlineData("[ { rate: 1/s }, { rate: 2/s } ]", "One limit")]
    public void Constructor_Nonsense_SaysWhy(string limit, string reason) =>
        Should.Throw<FormatException>(() => new HoldfastRateLimiter(limit)).Message.ShouldContain(reason);

    [Fact]
    public void Constructor_KeyWhereNoneIsOrNoneWhereOneIs_IsRefused()
    {
        Should.Throw<ArgumentException>(() => new HoldfastRateLimiter("{ rate: 1/s, per: client }"));
        Should.Throw<ArgumentException>(() => new HoldfastPartitionedRateLimiter<string>("{ rate: 1/s }", static key => key));
    }
}
