using Shop.Load;

namespace Shop.Tests.Load;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentile_OfNothing_IsNone() =>
        new LatencyHistogram().Percentile(0.5, new LatencyHistogram()).ShouldBeNull();

    [Fact]
    public void Percentile_OfTwo_CountsBoth()
    {
        var one = new LatencyHistogram();
        var other = new LatencyHistogram();
        for (var i = 0; i < 98; i++)
            one.Add(TimeSpan.FromMilliseconds(10));
        other.Add(TimeSpan.FromSeconds(1));
        other.Add(TimeSpan.FromSeconds(1));

        one.Percentile(0.5, other)!.Value.TotalMilliseconds.ShouldBe(10, tolerance: 1);
        one.Percentile(0.99, other)!.Value.TotalSeconds.ShouldBe(1, tolerance: 0.1);
        one.Clear();
        one.Percentile(0.5, other)!.Value.TotalSeconds.ShouldBe(1, tolerance: 0.1);
    }

    [Fact]
    public void Percentile_OfOneLatency_IsAtMostNinePercentMore() => Gen.Double[1, 3.6e9].Sample(microseconds =>
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromMicroseconds(microseconds));
        var read = histogram.Percentile(1, new LatencyHistogram())!.Value.TotalMicroseconds;
        read.ShouldBeInRange(microseconds - 0.2, microseconds * 1.0906 + 0.2);
    });
}
