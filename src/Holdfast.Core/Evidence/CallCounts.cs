namespace Holdfast.Core.Evidence;

/// <summary>A reading of a <see cref="CallMeter"/>: everything since its beginning, or the difference of two readings.</summary>
/// <param name="Latencies">Counts by <see cref="LatencyBuckets"/>.</param>
public sealed record CallCounts(long Successes, long Failures, long Refused, long Cancelled, IReadOnlyList<long> Latencies)
{
    public static CallCounts None { get; } = new(0, 0, 0, 0, new long[LatencyBuckets.Count]);

    /// <summary>All calls, the cancelled ones too.</summary>
    public long Total => Successes + Failures + Refused + Cancelled;

    public CallCounts Since(CallCounts earlier) => new(
        Successes - earlier.Successes, Failures - earlier.Failures, Refused - earlier.Refused, Cancelled - earlier.Cancelled,
        Latencies.Zip(earlier.Latencies, static (now, then) => now - then).ToArray());

    public CallCounts Plus(CallCounts other) => new(
        Successes + other.Successes, Failures + other.Failures, Refused + other.Refused, Cancelled + other.Cancelled,
        Latencies.Zip(other.Latencies, static (one, another) => one + another).ToArray());

    public TimeSpan Quantile(double quantile) => LatencyBuckets.Quantile(Latencies as long[] ?? [.. Latencies], quantile);
}
