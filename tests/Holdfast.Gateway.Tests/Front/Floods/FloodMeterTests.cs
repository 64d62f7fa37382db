using CsCheck;
using Holdfast.Gateway.Front.Floods;

namespace Holdfast.Gateway.Tests.Front.Floods;

public sealed class FloodMeterTests
{
    [Theory]
    [InlineData(20_000, 1, 1, true)] // rapid reset
    [InlineData(500, 1, 0.5, false)] // a client that gives up half of what it asks for
    [InlineData(200, 1, 1, false)] // calls that all time out
    public void Resets_OfManyStreams_AreTooManyOnlyAtTheRateOfAFlood(int streamsEachSecond, int seconds, double resetRatio, bool over)
    {
        var meter = default(FloodMeter);
        for (var step = 1; step <= streamsEachSecond * seconds * 20; step++)
        {
            var cost = FrameCost.Stream + (step * resetRatio % 1 < resetRatio ? FrameCost.Reset : 0);
            meter = meter.Add(cost, TimeSpan.FromSeconds((double)step / streamsEachSecond));
            if (meter.IsOver) break;
        }

        meter.IsOver.ShouldBe(over);
    }

    [Theory]
    [InlineData(1_000, false)] // a PING for every round trip of 1 ms
    [InlineData(20_000, true)]
    public void Pings_AtARate_AreTooManyOnlyAtTheRateOfAFlood(int eachSecond, bool over)
    {
        var meter = default(FloodMeter);
        for (var step = 1; step <= eachSecond * 60 && !meter.IsOver; step++)
            meter = meter.Add(FrameCost.Idle, TimeSpan.FromSeconds((double)step / eachSecond));

        meter.IsOver.ShouldBe(over);
    }

    [Fact]
    public void Level_AnyCostsAtAnyTimes_StaysWithinItsBounds() =>
        Gen.Select(Gen.Int[-100, 100], Gen.Long[0, TimeSpan.TicksPerSecond]).Array[1, 100].Sample(drawn =>
        {
            var (meter, now, costs) = (default(FloodMeter), TimeSpan.Zero, 0L);
            foreach (var (cost, later) in drawn)
            {
                now += TimeSpan.FromTicks(later);
                costs += Math.Max(0, cost);
                meter = meter.Add(cost, now);
                meter.Level.ShouldBeInRange(0, costs);
                meter.At.ShouldBeLessThanOrEqualTo(now);
            }
        });

    [Fact]
    public void Level_ALongTimeLater_IsNothing() =>
        default(FloodMeter).Add(9_999, TimeSpan.Zero).Add(1, TimeSpan.FromDays(10_000)).Level.ShouldBe(1);
}
