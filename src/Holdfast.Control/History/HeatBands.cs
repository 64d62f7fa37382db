using Holdfast.Core.Evidence;

namespace Holdfast.Control.History;

/// <summary>The bands that latencies are told apart by in a picture: half a power of ten each.</summary>
public static class HeatBands
{
    /// <summary>Where each begins but the first, in microseconds.</summary>
    private static readonly long[] Begins = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000];

    /// <summary>Of each bucket of a meter.</summary>
    private static readonly byte[] OfBucket =
        [.. Enumerable.Range(0, LatencyBuckets.Count).Select(static bucket => (byte)Begins.Count(begin => LatencyBuckets.Middle(bucket) >= begin))];

    public static int Count => Begins.Length + 1;

    /// <summary>Where a band begins, in seconds.</summary>
    public static double From(int band) => band == 0 ? 0 : Begins[band - 1] / 1e6;

    /// <param name="latencies">Counts by <see cref="LatencyBuckets"/>.</param>
    /// <returns>Counts by band, the quickest first.</returns>
    public static long[] Of(IReadOnlyList<long> latencies)
    {
        var bands = new long[Count];
        for (var i = 0; i < latencies.Count; i++) bands[OfBucket[i]] += latencies[i];
        return bands;
    }
}
