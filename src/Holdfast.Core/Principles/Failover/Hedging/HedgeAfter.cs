namespace Holdfast.Core.Principles.Failover.Hedging;

/// <summary>How long an attempt waits for its answer before another is made beside it.</summary>
/// <param name="Percentile">Of the times within which the interface's calls were answered lately, 50 to 99; 0: not by one.</param>
/// <param name="Time">Zero: by no fixed time.</param>
public readonly record struct HedgeAfter(int Percentile, TimeSpan Time)
{
    /// <summary>As long as it takes to be late.</summary>
    public static HedgeAfter Late { get; }

    public bool IsWhenLate => Percentile == 0 && Time == TimeSpan.Zero;
}
