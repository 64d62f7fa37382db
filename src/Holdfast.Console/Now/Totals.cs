using Holdfast.Control.History;
using Holdfast.Core.Telemetry;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Now;

/// <summary>All interfaces together, over the window.</summary>
/// <param name="FailureRatio">Of all calls; null: there were none.</param>
/// <param name="RefusedRatio">As <paramref name="FailureRatio"/>.</param>
/// <param name="P50Seconds">In the newest second; null: no call was answered in it, or nobody takes it down.</param>
/// <param name="P99Seconds">As <paramref name="P50Seconds"/>.</param>
/// <param name="Past">The last minutes, oldest first.</param>
public sealed record Totals(
    double CallsPerSecond, double? FailureRatio, double? RefusedRatio, double? P50Seconds, double? P99Seconds, int InFlight,
    IReadOnlyList<HistoryPoint> Past)
{
    private const int StepsOfAPoint = 3;

    internal static Totals Of(Visit visit)
    {
        var interfaces = visit.Report.Interfaces;
        var calls = interfaces.Sum(static i => i.CallsPerSecond);
        var past = visit.Subject.History?.All(HistoryWindow.Minutes) ?? [];
        var newest = HistoryPoint.Of([.. past.TakeLast(visit.Report.WindowSeconds)]);
        return new Totals(
            calls,
            Share(calls, interfaces, static i => i.FailureRatio), Share(calls, interfaces, static i => i.RefusedRatio),
            newest.P50Seconds, newest.P99Seconds, interfaces.Sum(static i => i.InFlight), HistoryBook.Merge(past, StepsOfAPoint));
    }

    private static double? Share(double calls, IReadOnlyList<InterfaceStatus> interfaces, Func<InterfaceStatus, double?> ratio) =>
        calls == 0 ? null : interfaces.Sum(one => one.CallsPerSecond * (ratio(one) ?? 0)) / calls;
}
