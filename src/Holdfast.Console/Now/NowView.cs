using Holdfast.Core.Commands;
using Holdfast.Core.Signals;
using Holdfast.WebConsole.Interfaces;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Now;

/// <summary>What hurts, and what is being done about it.</summary>
/// <param name="WindowSeconds">What the numbers are over.</param>
/// <param name="Troubles">The worst first; none: all is well.</param>
/// <param name="Worst">The interfaces that hurt most, then those with the most calls.</param>
/// <param name="Interfaces">How many there are.</param>
/// <param name="Switches">What operators have set; what ends first comes first.</param>
/// <param name="Signals">Newest first.</param>
public sealed record NowView(
    DateTimeOffset At, bool IsReady, double UptimeSeconds, int WindowSeconds, IReadOnlyList<Trouble> Troubles, Totals Totals,
    IReadOnlyList<InterfaceRow> Worst, int Interfaces, IReadOnlyList<Switch> Switches, IReadOnlyList<Signal> Signals)
{
    private const int WorstMax = 10;
    private const int SignalsMax = 12;

    internal static ValueTask<NowView?> ReadAsync(Visit visit)
    {
        var report = visit.Report;
        var rows = InterfaceRow.All(report, visit.Switches);
        return new(new NowView(
            report.At, report.IsReady, report.UptimeSeconds, report.WindowSeconds, TroubleList.Of(visit, rows), Totals.Of(visit),
            [.. rows.Take(WorstMax).Select(row => row.Remembered(visit))], rows.Count, visit.Switches, [.. report.Signals.Take(SignalsMax)]));
    }
}
