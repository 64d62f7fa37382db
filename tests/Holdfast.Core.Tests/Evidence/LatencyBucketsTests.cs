using CsCheck;
using Holdfast.Core.Evidence;

namespace Holdfast.Core.Tests.Evidence;

public sealed class LatencyBucketsTests
{
    [Fact]
    public void IndexOf_AnyValue_FallsWithinItsBucket() => Gen.Long[0, 1L << 28].Sample(value =>
    {
        var index = LatencyBuckets.IndexOf(value);
        index.ShouldBeInRange(0, LatencyBuckets.Count - 1);
        LatencyBuckets.LowerBound(index).ShouldBeLessThanOrEqualTo(value);
        if (index < LatencyBuckets.Count - 1) LatencyBuckets.LowerBound(index + 1).ShouldBeGreaterThan(value);
    }, iter: 20_000);

    [Fact]
    public void IndexOf_Extremes_StayInside()
    {
        LatencyBuckets.IndexOf(-5).ShouldBe(0);
        LatencyBuckets.IndexOf(long.MaxValue).ShouldBe(LatencyBuckets.Count - 1);
    }

    [Fact]
    public void Quantile_AgainstTheSortedValues_IsOffByAtMostOneSixteenth()
    {
        var random = new SplitMixRandom(42);
        var values = Enumerable.Range(0, 5_000).Select(_ => (long)Math.Exp(2 + (random.NextDouble() * 14))).Order().ToArray();
        var counts = new long[LatencyBuckets.Count];
        foreach (var value in values) counts[LatencyBuckets.IndexOf(value)]++;

        foreach (var quantile in new[] { 0.01, 0.5, 0.9, 0.99, 1.0 })
        {
            var exact = values[(int)Math.Ceiling(quantile * values.Length) - 1];
            LatencyBuckets.Quantile(counts, quantile).TotalMicroseconds.ShouldBe(exact, (exact * 0.0625) + 1);
        }
    }

    [Fact]
    public void Quantile_NothingCounted_IsZero() => LatencyBuckets.Quantile(new long[LatencyBuckets.Count], 0.99).ShouldBe(TimeSpan.Zero);
}
