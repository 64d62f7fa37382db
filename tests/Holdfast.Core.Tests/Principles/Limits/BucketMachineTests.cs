using CsCheck;
using Holdfast.Core.Principles.Limits;
using Holdfast.Core.Principles.Limits.Cells;

namespace Holdfast.Core.Tests.Principles.Limits;

/// <summary>Time counts milliseconds here.</summary>
public sealed class BucketMachineTests
{
    private static readonly BucketSpec TenASecond = new(Interval: 100, Burst: 5);

    [Fact]
    public void TryTake_FullBucket_LetsTheBurstPassAndThenTheRate()
    {
        var full = 0L;
        for (var i = 0; i < 5; i++) Take(ref full, 1_000).ShouldBe(0);

        Take(ref full, 1_000).ShouldBe(100);
        Take(ref full, 1_099).ShouldBe(1);
        Take(ref full, 1_100).ShouldBe(0);
        Take(ref full, 1_100).ShouldBe(100);
    }

    [Fact]
    public void TryTake_AnyArrivals_NeverMoreThanBurstAndRate() =>
        Gen.Select(Promise.Arrivals, Gen.Int[1, 50], Gen.Int[1, 20]).Sample((arrivals, interval, burst) =>
        {
            var spec = new BucketSpec(interval, burst);
            var full = 0L;
            var passed = Promise.Passed(arrivals, now =>
            {
                var isTaken = BucketMachine.TryTake(full, now, spec, out var next, out _);
                full = next;
                return isTaken;
            });
            return Promise.Holds(passed, time => burst + ((double)time / interval));
        }, iter: 500, seed: Promise.Seed);

    /// <summary>Whoever waits as long as he is told is let pass: no clock, set back or forward, shuts anybody out.</summary>
    [Fact]
    public void TryTake_AnyState_PassesAfterTheWait() => Promise.Arrivals.Sample(arrivals =>
    {
        var (full, now) = (0L, 0L);
        Promise.Passed(arrivals, at =>
        {
            var isTaken = BucketMachine.TryTake(full, now = at, TenASecond, out full, out _);
            return isTaken;
        });
        if (BucketMachine.TryTake(full, now, TenASecond, out full, out var wait)) return wait == 0;
        return wait <= TenASecond.Whole && BucketMachine.TryTake(full, now + wait, TenASecond, out _, out _);
    }, iter: 500, seed: Promise.Seed);

    [Fact]
    public void TryReserve_AnyArrivals_TurnsAreSpaced() => Gen.Select(Promise.Arrivals, Gen.Int[1, 50]).Sample((arrivals, interval) =>
    {
        var spec = new BucketSpec(interval, 1);
        var (full, turns) = (0L, new List<long>());
        Promise.Passed([.. arrivals.Select(static step => Math.Max(0, step))], now =>
        {
            if (!BucketMachine.TryReserve(full, now, spec, 500, 500, out full, out var wait)) return false;
            turns.Add(now + wait);
            return wait <= 500;
        });
        return turns.Zip(turns.Skip(1)).All(pair => pair.Second - pair.First >= interval);
    }, iter: 500, seed: Promise.Seed);

    [Theory]
    [InlineData(0, 10, 20, 20)]
    [InlineData(5, 10, 20, 10)]
    [InlineData(10, 10, 20, 0)]
    [InlineData(5, 10, 1_000, 500)]
    public void Follow_AnotherBurst_HoldsTheSameShare(int used, int before, int after, double left)
    {
        var (was, next) = (new BucketSpec(100, before), new BucketSpec(10, after));
        var full = 0L;
        for (var i = 0; i < used; i++) BucketMachine.TryTake(full, 1_000, was, out full, out _).ShouldBeTrue();

        BucketMachine.Left(BucketMachine.Follow(full, 1_000, was, next), 1_000, next).ShouldBe(left, 0.11);
    }

    [Fact]
    public void Spec_OfAPlan_HasItsRateAndASecondsBurst()
    {
        LimitPlans.Spec("rate: 50/s").Bucket.ShouldBe(new BucketSpec(20, 50));
        LimitPlans.Spec("rate: 6/m").Bucket.ShouldBe(new BucketSpec(10_000, 1));
        LimitPlans.Spec("rate: 50/s, burst: 7").Bucket.ShouldBe(new BucketSpec(20, 7));
        LimitPlans.Spec("rate: 50/s, kind: pace, queue: 5, wait: 1s").Bucket.ShouldBe(new BucketSpec(20, 1));
        LimitPlans.Spec("rate: 50/s, kind: warm-up").Bucket.ShouldBe(new BucketSpec(20, 5));
        // Rounded to the slower side.
        LimitPlans.Spec("rate: 30/s").Bucket.Interval.ShouldBe(34);
    }

    [Fact]
    public void GiveBack_OneTaken_ItIsThereAgain()
    {
        var cell = new BucketCell(LimitPlans.Spec("rate: 1/s, burst: 1"), 0);
        cell.TryTake(1_000, out _).ShouldBeTrue();
        cell.TryTake(1_000, out _).ShouldBeFalse();

        cell.GiveBack(1_000);

        cell.TryTake(1_000, out _).ShouldBeTrue();
        cell.TryTake(1_000, out _).ShouldBeFalse();
    }

    private static long Take(ref long full, long now)
    {
        BucketMachine.TryTake(full, now, TenASecond, out full, out var wait);
        return wait;
    }
}
