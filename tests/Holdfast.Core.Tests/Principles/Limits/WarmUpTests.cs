using CsCheck;
using Holdfast.Core.Principles.Limits;
using Holdfast.Core.Principles.Limits.Cells;

namespace Holdfast.Core.Tests.Principles.Limits;

/// <summary>Time counts microseconds here, where nothing else is said.</summary>
public sealed class WarmUpTests
{
    private const int OneSecond = 1_000_000;

    private readonly WarmUpCell _cell = new(
        LimitPlans.Spec("rate: 100/s, kind: warm-up, over: 10s, from: 0.3, burst: 1", second: OneSecond), 100 * OneSecond, new WarmUpMachine(0, 100 * OneSecond, 0));

    private long _now = 100 * OneSecond;

    [Fact]
    public void TryTake_AsManyAsCome_RiseFromTheColdShareToAllOfIt()
    {
        var seconds = Enumerable.Range(0, 12).Select(_ => Second()).ToArray();

        // The integral of 100 × (0.3 + 0.07 t) over each second, and a step of the curve to either side.
        for (var i = 0; i < 10; i++) seconds[i].ShouldBe(30 + (7 * (i + 0.5)), 3.0, $"second {i}");
        seconds[11].ShouldBe(100, 3.0);
        _cell.Warmth.ShouldBe(1, 0.02);
    }

    [Fact]
    public void TryTake_AfterAPause_IsColdAgain()
    {
        for (var i = 0; i < 12; i++) Second();
        _now += 20 * OneSecond;

        Second().ShouldBe(33.5, 4.0);
    }

    [Fact]
    public void TryTake_HalfAPause_IsHalfCold()
    {
        for (var i = 0; i < 12; i++) Second();
        _now += 5 * OneSecond;

        Second().ShouldBe(30 + (70 * 0.55), 5.0);
    }

    [Fact]
    public void TryTake_LittleLoad_StaysCold()
    {
        for (var i = 0; i < 300; i++) _cell.TryTake(_now += OneSecond / 10, out _);

        _cell.Warmth.ShouldBe(0);
    }

    /// <summary>In milliseconds.</summary>
    [Fact]
    public void TryTake_AnyArrivals_NeverMoreThanBurstAndRate() => Promise.Arrivals.Sample(static arrivals =>
    {
        var cell = new WarmUpCell(LimitPlans.Spec("rate: 100/s, kind: warm-up, burst: 10"), 0, new WarmUpMachine(0, 0, 0));
        return Promise.Holds(Promise.Passed(arrivals, now => cell.TryTake(now, out _)), static time => 10 + (time / 10.0) + 1);
    }, iter: 300, seed: Promise.Seed);

    [Fact]
    public void Next_AnyLoad_StaysBetweenColdAndWarm() =>
        Gen.Select(Gen.Double[0, 1], Gen.Long[-1_000_000, 1_000_000], Gen.Long[-3_600_000, 3_600_000]).Sample((warmth, idle, passed) =>
            new WarmUpMachine(warmth, 0, 0).Next(idle, passed, 10_000).Warmth is >= 0 and <= 1, iter: 1_000, seed: Promise.Seed);

    /// <summary>Cold, a token takes more than three times as long as warm: so much is given back.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(12)]
    public void GiveBack_HoweverWarm_IsAllThatWasTaken(int seconds)
    {
        for (var i = 0; i < seconds; i++) Second();
        _now += OneSecond;
        _cell.TryTake(_now, out _).ShouldBeTrue();
        _cell.TryTake(_now, out _).ShouldBeFalse();

        _cell.GiveBack(_now);

        _cell.TryTake(_now, out _).ShouldBeTrue();
        _cell.TryTake(_now, out _).ShouldBeFalse();
    }

    /// <summary>What was taken warm and is given back cold was less than a token is now.</summary>
    [Fact]
    public void GiveBack_AfterItHasCooled_IsNoMoreThanWasTaken()
    {
        for (var i = 0; i < 12; i++) Second();
        _cell.Warmth.ShouldBe(1, 0.02);
        var takenAt = _now;
        _now += 20 * OneSecond;
        _cell.TryTake(_now, out _).ShouldBeTrue();
        _cell.Warmth.ShouldBe(0, 0.02);

        _cell.GiveBack(takenAt);

        // A token takes 10 ms when warm, and 33 when cold: of the cold one that was taken the most is still to come.
        _cell.TryTake(_now, out var wait).ShouldBeFalse();
        ((double)wait).ShouldBe(23_333, 500);
    }

    [Fact]
    public void TryTake_RateBelowOneAStep_WarmsAllTheSame()
    {
        var cell = new WarmUpCell(LimitPlans.Spec("rate: 1/s, kind: warm-up, over: 10s"), 0, new WarmUpMachine(0, 1_000_000, 0));
        for (var i = 0; i < 15_000; i++) cell.TryTake(1_000_000 + i, out _);

        cell.Warmth.ShouldBe(1, 0.02);
    }

    private double Second()
    {
        var passed = 0;
        for (var i = 0; i < 10_000; i++)
            if (_cell.TryTake(_now += OneSecond / 10_000, out _)) passed++;
        return passed;
    }
}
