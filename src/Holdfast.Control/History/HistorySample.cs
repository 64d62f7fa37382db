using Holdfast.Core.Evidence;

namespace Holdfast.Control.History;

/// <summary>What happened on an interface in one step, as it is kept: ten bytes.</summary>
/// <param name="Calls">That ended, however they did.</param>
/// <param name="Failed">Of them.</param>
/// <param name="Refused">Of them.</param>
/// <param name="P50">Microseconds until an answer began; 0: none did.</param>
/// <param name="P99">As <paramref name="P50"/>.</param>
internal readonly record struct HistorySample(ushort Calls, ushort Failed, ushort Refused, ushort P50, ushort P99)
{
    /// <summary>Numbers that a sample has.</summary>
    public const int Numbers = 5;

    private const double Median = 0.5;
    private const double Slowest = 0.99;

    /// <summary>The clock was not looked at in time: the machine slept, or had no time.</summary>
    public static HistorySample Unknown { get; } = new(ShortNumber.Unknown, 0, 0, 0, 0);

    public bool IsIdle => Calls == 0;

    public static HistorySample Of(CallCounts counts)
    {
        if (counts.Total == 0) return default;
        var isAnswered = counts.Successes + counts.Failures > 0;
        return new HistorySample(
            ShortNumber.Of(counts.Total), ShortNumber.Of(counts.Failures), ShortNumber.Of(counts.Refused),
            isAnswered ? Microseconds(counts, Median) : (ushort)0, isAnswered ? Microseconds(counts, Slowest) : (ushort)0);
    }

    public static HistorySample Read(ReadOnlySpan<ushort> from) => new(from[0], from[1], from[2], from[3], from[4]);

    public void Write(Span<ushort> to) => (to[0], to[1], to[2], to[3], to[4]) = (Calls, Failed, Refused, P50, P99);

    /// <param name="step">How long it covers.</param>
    public HistoryPoint ToPoint(TimeSpan step) => Calls == ShortNumber.Unknown
        ? HistoryPoint.Unknown
        : new HistoryPoint(Rate(Calls, step), Rate(Failed, step), Rate(Refused, step), Seconds(P50), Seconds(P99));

    private static ushort Microseconds(CallCounts counts, double quantile) =>
        ShortNumber.Of(Math.Max(1, (long)counts.Quantile(quantile).TotalMicroseconds));

    private static double Rate(ushort code, TimeSpan step) => ShortNumber.ToLong(code) / step.TotalSeconds;

    private static double? Seconds(ushort code) => code == 0 ? null : ShortNumber.ToLong(code) / 1e6;
}
