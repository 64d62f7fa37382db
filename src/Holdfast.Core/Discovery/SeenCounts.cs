namespace Holdfast.Core.Discovery;

/// <summary>A reading of <see cref="SeenCalls"/>.</summary>
/// <param name="ByClass">By the first digit of the status; 0: no answer.</param>
/// <param name="Latencies">Of answers until they began, by <see cref="Evidence.LatencyBuckets"/>.</param>
/// <param name="PerSecondPeak">Calls that came in the busiest second.</param>
/// <param name="AtOncePeak">Most calls that were on their way at once.</param>
internal sealed record SeenCounts(long[] ByClass, long Refused, long Cancelled, long[] Latencies, long PerSecondPeak, long AtOncePeak, long BodyBytesMax)
{
    public long Calls => ByClass.Sum() + Refused + Cancelled;
}
