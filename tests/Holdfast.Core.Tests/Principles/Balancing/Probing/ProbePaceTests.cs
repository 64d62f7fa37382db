using CsCheck;
using Holdfast.Core.Principles.Balancing.Probing;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Core.Tests.Principles.Balancing.Probing;

public sealed class ProbePaceTests
{
    private static readonly ProbePlan Plan = new() { Path = "/h", Every = TimeSpan.FromSeconds(5) };

    [Theory]
    [InlineData(1, 5)]
    [InlineData(500, 5)]
    [InlineData(5_000, 50)]
    public void Interval_ManyNodes_GrowsSoThatProbesStayFew(int nodes, int seconds) =>
        new ProbePace(TimeProvider.System) { Nodes = nodes }.Interval(Plan).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void ToBeat_AnyWait_IsTheNextBeatAfterIt() => Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[-5_000, 60_000]).Sample((microseconds, milliseconds) =>
    {
        var time = new FakeTimeProvider();
        time.Advance(TimeSpan.FromMicroseconds(microseconds));
        var wait = TimeSpan.FromMilliseconds(Math.Max(0, milliseconds));

        var until = new ProbePace(time).ToBeat(TimeSpan.FromMilliseconds(milliseconds));

        until.ShouldBeGreaterThan(wait);
        until.ShouldBeLessThanOrEqualTo(wait + TimeSpan.FromMilliseconds(50));
    });
}
