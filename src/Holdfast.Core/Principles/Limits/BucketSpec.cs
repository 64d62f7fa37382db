namespace Holdfast.Core.Principles.Limits;

/// <summary>What a bucket is made of, in any unit of time.</summary>
/// <param name="Interval">From one token to the next; at least 1.</param>
/// <param name="Burst">Tokens that it holds; at least 1.</param>
public readonly record struct BucketSpec(long Interval, int Burst)
{
    /// <summary>How far ahead of its time a call may come.</summary>
    public long Tolerance => Interval * (Burst - 1);

    /// <summary>From empty to full.</summary>
    public long Whole => Interval * Burst;
}
