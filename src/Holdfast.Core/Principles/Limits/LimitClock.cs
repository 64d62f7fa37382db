namespace Holdfast.Core.Principles.Limits;

/// <summary>The time that limits count in: sixteenths of timestamps, so that the time between two calls of any rate is a whole number of them, near enough.</summary>
/// <remarks>Counted from two days before it was made: whatever a clock does, no time of use is negative.</remarks>
/// <param name="Origin">Timestamp.</param>
/// <param name="Second">Of these units.</param>
public readonly record struct LimitClock(long Origin, long Second)
{
    private const int Shift = 4;

    public static LimitClock Of(TimeProvider time) =>
        new(time.GetTimestamp() - (time.TimestampFrequency * 2 * 24 * 3600), time.TimestampFrequency << Shift);

    public long At(long timestamp) => (timestamp - Origin) << Shift;

    /// <summary>Rounded up: who waits for so long comes late enough.</summary>
    public TimeSpan Time(long units)
    {
        var seconds = Math.DivRem(units, Second, out var rest);
        return TimeSpan.FromTicks((seconds * TimeSpan.TicksPerSecond) + (long)Math.Ceiling((double)rest * TimeSpan.TicksPerSecond / Second));
    }

    public long Units(TimeSpan time) => (long)(time.TotalSeconds * Second);
}
