using Holdfast.Core.Principles.Limits.Overload.Concurrency;

namespace Holdfast.Core.Tests.Principles.Limits.Overload.Concurrency;

public sealed class LatencyBaseTests
{
    [Fact]
    public void Unknown_AFewSamples_IsLearnedAtOnce() => new LatencyBase(0).Learn(20, 5, BaseLesson.Fall).Ticks.ShouldBe(20);

    [Fact]
    public void Unknown_OneSample_StaysUnknown() => new LatencyBase(0).Learn(20, 1, BaseLesson.Follow).IsKnown.ShouldBeFalse();

    [Fact]
    public void Known_OneLuckyAnswer_HardlyMoves() => new LatencyBase(20).Learn(1, 1, BaseLesson.Fall).Ticks.ShouldBe(20, 0.5);

    [Theory]
    [InlineData(21)]
    [InlineData(200)]
    [InlineData(18)]
    public void Fall_NotClearlyQuicker_DoesNotMove(double mean) => new LatencyBase(20).Learn(mean, 1_000, BaseLesson.Fall).Ticks.ShouldBe(20);

    [Fact]
    public void Take_AnyMean_IsTakenUpToTwentyTimes()
    {
        new LatencyBase(20).Learn(200, 15, BaseLesson.Take).Ticks.ShouldBe(200);
        new LatencyBase(20).Learn(2_000, 1_000, BaseLesson.Take).Ticks.ShouldBe(400);
    }

    [Fact]
    public void Follow_SlowerForLong_ArrivesThere()
    {
        var usual = new LatencyBase(20);
        for (var i = 0; i < 60; i++) usual = usual.Learn(40, 100, BaseLesson.Follow);
        usual.Ticks.ShouldBe(40, 0.5);
    }
}
