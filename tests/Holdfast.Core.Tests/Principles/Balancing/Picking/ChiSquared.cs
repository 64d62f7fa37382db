namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

/// <summary>Pearson's test of counts against weights, at a level that a right picker misses once in a million seeds.</summary>
internal static class ChiSquared
{
    /// <summary>Quantile of the normal distribution for one in a million.</summary>
    private const double Z = 4.753;

    public static void ShouldHold(int[] counts, int[] weights)
    {
        if (weights.Length == 1) return;
        var (draws, total) = (counts.Sum(), weights.Sum());
        var statistic = counts.Zip(weights, (count, weight) =>
        {
            var expected = (double)draws * weight / total;
            expected.ShouldBeGreaterThan(5, "too few draws for the test to mean anything");
            return (count - expected) * (count - expected) / expected;
        }).Sum();
        statistic.ShouldBeLessThan(Critical(weights.Length - 1), $"counts {string.Join(", ", counts)} for weights {string.Join(", ", weights)}");
    }

    /// <summary>Wilson and Hilferty's approximation (1931).</summary>
    private static double Critical(int freedom)
    {
        var variance = 2.0 / (9 * freedom);
        return freedom * Math.Pow(1 - variance + (Z * Math.Sqrt(variance)), 3);
    }
}
