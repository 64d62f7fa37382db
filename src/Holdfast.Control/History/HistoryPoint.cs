namespace Holdfast.Control.History;

/// <summary>What happened on an interface in one step of its history.</summary>
/// <param name="CallsPerSecond">That ended, however they did; null: nobody took it down.</param>
/// <param name="FailedPerSecond">Of them.</param>
/// <param name="RefusedPerSecond">Of them.</param>
/// <param name="P50Seconds">Until the answer began; null: no call was answered.</param>
/// <param name="P99Seconds">As <paramref name="P50Seconds"/>.</param>
public readonly record struct HistoryPoint(
    double? CallsPerSecond, double? FailedPerSecond, double? RefusedPerSecond, double? P50Seconds, double? P99Seconds)
{
    public static HistoryPoint Unknown { get; }

    /// <summary>One point for several that follow each other: the mean of rates, the worst of latencies.</summary>
    public static HistoryPoint Of(ReadOnlySpan<HistoryPoint> points)
    {
        var (known, calls, failed, refused) = (0, 0.0, 0.0, 0.0);
        double? p50 = null, p99 = null;
        foreach (var point in points)
        {
            if (point.CallsPerSecond is not { } rate) continue;
            known++;
            calls += rate;
            failed += point.FailedPerSecond ?? 0;
            refused += point.RefusedPerSecond ?? 0;
            p50 = Worse(p50, point.P50Seconds);
            p99 = Worse(p99, point.P99Seconds);
        }

        return known == 0 ? Unknown : new HistoryPoint(calls / known, failed / known, refused / known, p50, p99);
    }

    private static double? Worse(double? one, double? other) => one is null || other > one ? other ?? one : one;
}
