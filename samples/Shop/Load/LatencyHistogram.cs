namespace Shop.Load;

/// <summary>
/// Counts of latencies in buckets an eighth of an octave wide, so that a percentile is right to 9% whatever its size.
/// Any thread may add; a fixed 2.5 KB.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int BucketsPerOctave = 8;

    /// <summary>From 1 µs to beyond an hour.</summary>
    private const int BucketsMax = 40 * BucketsPerOctave;

    private readonly long[] _counts = new long[BucketsMax];

    public void Add(TimeSpan latency) => Interlocked.Increment(ref _counts[BucketOf(latency.TotalMicroseconds)]);

    public void Clear() => Array.Clear(_counts);

    /// <summary>The percentile of this and <paramref name="other"/> together; null when both are empty.</summary>
    /// <param name="quantile">In (0, 1].</param>
    public TimeSpan? Percentile(double quantile, LatencyHistogram other)
    {
        var total = 0L;
        for (var i = 0; i < BucketsMax; i++)
            total += CountAt(i) + other.CountAt(i);
        if (total == 0)
            return null;

        var left = (long)Math.Ceiling(total * quantile);
        for (var i = 0; i < BucketsMax; i++)
        {
            left -= CountAt(i) + other.CountAt(i);
            if (left <= 0)
                return UpperBoundOf(i);
        }

        return UpperBoundOf(BucketsMax - 1);
    }

    private long CountAt(int bucket) => Interlocked.Read(ref _counts[bucket]);

    private static int BucketOf(double microseconds) => microseconds <= 1
        ? 0
        : Math.Min((int)(Math.Log2(microseconds) * BucketsPerOctave) + 1, BucketsMax - 1);

    private static TimeSpan UpperBoundOf(int bucket) =>
        TimeSpan.FromMicroseconds(Math.Pow(2, (double)bucket / BucketsPerOctave));
}
