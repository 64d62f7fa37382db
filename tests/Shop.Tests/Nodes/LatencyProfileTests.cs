using Shop.Nodes;

namespace Shop.Tests.Nodes;

public sealed class LatencyProfileTests
{
    private static readonly LatencyProfile Profile = LatencyProfile.Of(medianMs: 20, p99Ms: 150);

    [Fact]
    public void At_ManyDraws_HaveTheirMedianAndPercentile()
    {
        var draws = new Draws(1);
        var times = Enumerable.Range(0, 100_000)
            .Select(_ => Profile.At(draws.NextNormal()).TotalMilliseconds)
            .Order()
            .ToArray();

        times[50_000].ShouldBe(20, tolerance: 0.5);
        times[99_000].ShouldBe(150, tolerance: 10);
    }

    [Fact]
    public void At_AnyDraw_IsAboveZeroAndCut() => Gen.Double[-40, 40].Sample(normal =>
    {
        var time = Profile.At(normal);
        time.ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);
        time.ShouldBeLessThanOrEqualTo(Profile.P99 * 4 + TimeSpan.FromTicks(1));
    });
}
