namespace Holdfast.Core.Telemetry;

/// <summary>How the store of revisions is. Traffic does not depend on it.</summary>
/// <param name="IsThere">Whether changes can be put on record.</param>
/// <param name="Since">Since when that is so.</param>
/// <param name="Why">Id and reason in one line; empty while it is there.</param>
/// <param name="IsRecorded">Whether the live plan is in it.</param>
/// <param name="Note">What an operator must know of the live plan, in one line: that it is the last known good one, or not what the file says; empty: nothing.</param>
public sealed record StoreStatus(bool IsThere, DateTimeOffset Since, string Why, bool IsRecorded, string Note)
{
    /// <summary>What it took at the last look; null: there was none yet.</summary>
    public long? Bytes { get; init; }

    /// <summary>When a change was last put on record; null: none was, or nobody has looked yet.</summary>
    public DateTimeOffset? Written { get; init; }
}
