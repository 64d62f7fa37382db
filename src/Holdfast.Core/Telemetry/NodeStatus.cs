namespace Holdfast.Core.Telemetry;

/// <param name="Zone">Empty: none.</param>
/// <param name="State"><c>usable</c>, <c>unknown</c> (used, but has neither passed a probe nor answered a call yet), <c>draining</c> (withheld by an operator, attempts are still on their way), <c>drained</c>, <c>unresolved</c>, <c>probe-failing</c> or <c>ejected</c>.</param>
/// <param name="Since">Since when it gets traffic or gets none.</param>
/// <param name="Reason">Why it gets none, or why it gets some although it fails at least <see cref="StatusReport.FailingRatio"/> of them; else empty.</param>
/// <param name="AttemptsPerSecond">Over the window.</param>
/// <param name="FailureRatio">Of the attempts that were not cancelled; null when there were none.</param>
/// <param name="InFlight">Attempts on their way now.</param>
public sealed record NodeStatus(
    string Address,
    string Zone,
    string State,
    DateTimeOffset Since,
    string Reason,
    double AttemptsPerSecond,
    double? FailureRatio,
    int InFlight)
{
    /// <summary>The earliest time at which its ejection ends; null where it is not ejected.</summary>
    public DateTimeOffset? Until { get; init; }
}
