using System.Numerics;

namespace Holdfast.Core.Evidence;

/// <summary>The log-linear buckets that latencies are counted in: eight to a doubling, so a quantile is off by at most 6.25%.</summary>
/// <remarks>
/// Values are microseconds. Below <see cref="Steps"/> each value has a bucket of its own; the last bucket takes all
/// above about 137 s. The layout is the one of HDR histograms (Tene) with three significant bits.
/// </remarks>
public static class LatencyBuckets
{
    private const int StepBits = 3;

    /// <summary>Buckets to a doubling.</summary>
    public const int Steps = 1 << StepBits;

    private const int TopBit = 27;

    public const int Count = (TopBit - StepBits + 2) * Steps;

    public static int IndexOf(long microseconds)
    {
        if (microseconds < Steps) return (int)Math.Max(0, microseconds);
        var bit = BitOperations.Log2((ulong)microseconds);
        if (bit > TopBit) return Count - 1;
        var step = (int)(microseconds >> (bit - StepBits)) & (Steps - 1);
        return ((bit - StepBits + 1) << StepBits) + step;
    }

    /// <summary>Smallest value of a bucket, in microseconds.</summary>
    public static long LowerBound(int index)
    {
        if (index < Steps) return index;
        var octave = (index >> StepBits) - 1;
        return (long)(Steps + (index & (Steps - 1))) << octave;
    }

    /// <summary>The value that stands for a bucket: its middle.</summary>
    public static double Middle(int index) => (LowerBound(index) + LowerBound(index + 1) - 1) / 2.0;

    /// <summary>The value below which <paramref name="quantile"/> of the counted values lie; zero when none were counted.</summary>
    public static TimeSpan Quantile(ReadOnlySpan<long> counts, double quantile)
    {
        long total = 0;
        foreach (var count in counts) total += count;
        if (total == 0) return TimeSpan.Zero;
        var rank = Math.Clamp((long)Math.Ceiling(quantile * total), 1, total);
        long seen = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            seen += counts[i];
            if (seen >= rank) return TimeSpan.FromMicroseconds(Middle(i));
        }

        return TimeSpan.Zero;
    }
}
