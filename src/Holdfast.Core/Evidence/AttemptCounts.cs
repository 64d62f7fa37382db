namespace Holdfast.Core.Evidence;

/// <summary>A reading of an <see cref="AttemptMeter"/>, or the difference of two.</summary>
public readonly record struct AttemptCounts(long Successes, long Failures, long Cancelled)
{
    public long Total => Successes + Failures + Cancelled;

    public AttemptCounts Plus(AttemptCounts other) =>
        new(Successes + other.Successes, Failures + other.Failures, Cancelled + other.Cancelled);

    public AttemptCounts Since(AttemptCounts earlier) =>
        new(Successes - earlier.Successes, Failures - earlier.Failures, Cancelled - earlier.Cancelled);
}
