namespace Holdfast.Testing.Clients;

/// <summary>What became of one request of a load.</summary>
/// <param name="Index">Place in the schedule, from 0.</param>
/// <param name="Status">0 when there was no answer.</param>
/// <param name="Version">As its header said; null when it said nothing or more than one thing.</param>
/// <param name="Error">Why there was no whole answer; null when there was.</param>
/// <param name="Latency">From when it was due, so that a stall is not hidden by sending late.</param>
public sealed record LoadedRequest(
    int Index, bool ClosedConnection, int Status, string? Version, string? Error, TimeSpan Latency)
{
    /// <summary>When it was to be sent, from the start of the load.</summary>
    public TimeSpan Due { get; init; }

    /// <summary>The connection ended before the answer did, for the caller to see.</summary>
    public bool IsBroken { get; init; }

    /// <summary>The first characters of the body of an answer with a status of 400 or more; else empty.</summary>
    public string Problem { get; init; } = "";

    public bool Failed => Error is not null || Status is < 200 or >= 400;

    public override string ToString() =>
        $"#{Index}{(ClosedConnection ? " (close)" : "")}: {(Error is null ? $"status {Status} {Problem}" : $"{Error}")} after {Latency.TotalMilliseconds:0} ms";
}
