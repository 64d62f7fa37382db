namespace Holdfast.Core.Telemetry;

/// <summary>An interface over the window. Ratios and quantiles are null when there was nothing to measure: idle is not broken.</summary>
/// <param name="CallsPerSecond">All calls that ended, whatever became of them.</param>
/// <param name="FailureRatio">Of the calls that their callers did not cancel, 0 to 1.</param>
/// <param name="RefusedRatio">As <paramref name="FailureRatio"/>, for those a principle said no to.</param>
/// <param name="P50Seconds">From arrival until the answer began; answered calls only. Off by at most 6.25%.</param>
/// <param name="InFlight">Calls on their way now.</param>
public sealed record InterfaceStatus(
    string Name,
    string Service,
    double CallsPerSecond,
    double? FailureRatio,
    double? RefusedRatio,
    double? P50Seconds,
    double? P99Seconds,
    int InFlight)
{
    /// <summary>Attempts that followed a failed one, over the window.</summary>
    public double RetriesPerSecond { get; init; }

    /// <summary>Attempts made beside one that was late, over the window.</summary>
    public double HedgesPerSecond { get; init; }
}
