using System.Text;
using Holdfast.Cli.Status;
using Holdfast.Control.Status;
using Holdfast.Core.Telemetry.Why;

namespace Holdfast.Cli.Why;

/// <summary>Calls that are kept, a line each, to choose one from.</summary>
internal static class WhyList
{
    public static string Of(IReadOnlyList<WhyReport> reports, Canvas canvas)
    {
        if (reports.Count == 0) return "No call is kept: none was refused, failed or helped yet.\n";
        var table = new TextTable(
            canvas, "TRACE", new Column("AT"), new Column("INTERFACE", Least: 14), new Column("OUTCOME"), new Column("DECIDED", Least: 16),
            new Column("STATUS", IsNumber: true, Drop: 1), new Column("TOOK", IsNumber: true, Drop: 2), new Column("ATTEMPTS", IsNumber: true, Drop: 3));
        foreach (var report in reports)
        {
            var tone = report.Outcome switch { "success" => Tone.Plain, "substituted" or "cancelled" => Tone.Warning, _ => Tone.Bad };
            table.Add(
                report.TraceId, $"{report.At:HH:mm:ss.fff}Z", report.Interface ?? "-", new Cell(report.Outcome, tone), Decided(report),
                report.Status == 0 ? "-" : $"{report.Status}", Words.Latency(report.TookMs / 1_000), $"{report.Attempts.Count + report.AttemptsLost}");
        }

        var output = new StringBuilder();
        table.Lay(reports.Count).Write(output, int.MaxValue);
        return output.ToString().TrimStart('\n');
    }

    private static string Decided(WhyReport report) => report.Told?.Decision
        ?? report.SubstitutedBy?.Instead
        ?? report.Steps.LastOrDefault(static step => step.Decision is not ("passed" or "not reached"))?.Decision ?? "";
}
