namespace Holdfast.Gateway.Front;

internal static class Timestamps
{
    /// <summary>The timestamp after this long; far in the future for a span without end.</summary>
    public static long TimestampIn(this TimeProvider time, TimeSpan span) =>
        span == Timeout.InfiniteTimeSpan
            ? long.MaxValue
            : time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency);
}
