namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>Slow start: how much of its share a node takes that gets traffic anew. Pure.</summary>
/// <param name="Length">How long it takes, in the units of timestamps; 0: no slow start.</param>
public readonly record struct Ramp(long Length)
{
    /// <summary>What a node takes from the first moment on: with nothing at all it would never grow warm.</summary>
    public const double FactorMin = 0.1;

    public static Ramp Of(TimeSpan? slowStart, TimeProvider time) =>
        new(slowStart is { } length ? (long)(length.TotalSeconds * time.TimestampFrequency) : 0);

    /// <param name="usableSince">Timestamp since which the node gets traffic; 0: it has nothing to warm up from.</param>
    /// <param name="now">Timestamp.</param>
    /// <returns>From <see cref="FactorMin"/> to 1, in proportion to the time.</returns>
    public double At(long usableSince, long now)
    {
        if (usableSince == 0 || now - usableSince >= Length) return 1;
        return Math.Max(FactorMin, (double)(now - usableSince) / Length);
    }
}
