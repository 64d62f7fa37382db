namespace Holdfast.Core.Principles.Isolation;

/// <summary>What a pool did, since the beginning.</summary>
/// <param name="Queued">Calls that had to wait.</param>
/// <param name="Refused">Refused without a wait, or put out of the queue.</param>
/// <param name="TimedOut">Refused after the longest wait.</param>
/// <param name="CallerGone">Left by their callers while they waited.</param>
/// <param name="Observed">Let in though they would have waited or been refused.</param>
internal readonly record struct PoolReading(long Queued, long Refused, long TimedOut, long CallerGone, long Observed)
{
    /// <summary>All that found no place, or would have found none.</summary>
    public long Turned => Refused + TimedOut + Observed;

    public PoolReading Plus(PoolReading other) => new(
        Queued + other.Queued, Refused + other.Refused, TimedOut + other.TimedOut, CallerGone + other.CallerGone, Observed + other.Observed);
}
