using CsCheck;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Async;

namespace Holdfast.Core.Tests.Principles.Async;

public sealed class DeliveryFlowTests
{
    private const int Most = 16;

    [Fact]
    public void HeldUp_OfAFullLane_IsAskedByOneAndComesBackByAndBy()
    {
        var flow = DeliveryFlow.Full(Most).HeldUp(now: 1_000, atLeast: 0, random: 0);

        (flow.Room(1_499, 0), flow.Room(1_500, 0), flow.Room(1_500, 1)).ShouldBe((0, 1, 0));
        var rounds = 0;
        for (; flow.Limit < Most; rounds++)
            for (var sent = flow.Limit; sent > 0; sent--) flow = flow.Went(Most);
        rounds.ShouldBe(4, "one, two, four, eight, and then all");
        flow.IsHeldUp.ShouldBeFalse();
    }

    [Fact]
    public void HeldUp_AgainAndAgain_PausesForLongerUpToABound()
    {
        var (flow, now, pauses) = (DeliveryFlow.Full(Most), 0L, new List<long>());
        for (var time = 0; time < 9; time++)
        {
            flow = flow.HeldUp(now, atLeast: 0, random: 0);
            pauses.Add(flow.Until - now);
            now = flow.Until;
        }

        pauses.ShouldBe([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    }

    [Theory]
    [InlineData(20_000, 20_000)]
    [InlineData(90_000, 30_000)]
    [InlineData(long.MaxValue, 30_000)]
    public void HeldUp_ForLongerThanTheLongestPause_HoldsTheOthersNoLonger(long atLeast, long pause)
    {
        var flow = DeliveryFlow.Full(Most).HeldUp(now: 1_000, atLeast, random: 0);

        flow.Until.ShouldBe(1_000 + pause);
        flow.HeldUp(now: 2_000, atLeast, random: 0).Until.ShouldBe(2_000 + pause);
    }

    [Fact]
    public void HeldUp_OfThoseOnTheirWayTogether_CountsOnce()
    {
        var flow = DeliveryFlow.Full(Most).HeldUp(0, 0, 0);

        for (var other = 0; other < Most; other++) flow = flow.HeldUp(10, 0, 0);
        (flow.Until, flow.Pause).ShouldBe((500, 500));
        flow.HeldUp(10, 5_000, 0).Until.ShouldBe(5_010);
    }

    [Fact]
    public void Room_UnderAnything_NeverExceedsTheMost() => Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3_000], Gen.Int[0, 20]).List[0, 60].Sample(events =>
    {
        var (flow, now) = (DeliveryFlow.Full(Most), 0L);
        foreach (var (kind, wait, inFlight) in events)
        {
            now += wait;
            flow = kind switch { 0 => flow.HeldUp(now, wait, 0.5), 1 => flow.Went(Most), _ => flow };
            flow.Limit.ShouldBeInRange(1, Most);
            flow.Room(now, inFlight).ShouldBeInRange(0, Math.Max(0, Most - inFlight));
        }
    });

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(3_000)]
    public void Pace_OverTime_IsTheRateAndNoMore(int perSecond)
    {
        var (pace, sent) = (default(DeliveryPace), 0L);
        for (var now = 0L; now <= 20_000; now += 37)
        {
            pace = pace.Fill(now, new Rate(perSecond, TimeSpan.FromSeconds(1)));
            sent += pace.Whole;
            pace = pace.Take(pace.Whole);
        }

        sent.ShouldBeInRange((perSecond * 20) - perSecond - 1, (perSecond * 20) + perSecond + 1);
    }

    [Fact]
    public void Pace_Without_IsNoBound() => default(DeliveryPace).Fill(0, null).Whole.ShouldBe(int.MaxValue);
}
