using System.Globalization;
using System.Text;
using Holdfast.Cli.Status;
using Holdfast.Control.Status;
using Holdfast.Core.Telemetry.Why;

namespace Holdfast.Cli.Why;

/// <summary>One call for people: what happened in plain words, then the stages in their order, then the attempts.</summary>
internal static class WhyView
{
    private const int SentenceLinesMax = 20;
    private const int RowsMax = 100;

    public static string Of(WhyReport report, Canvas canvas)
    {
        var output = new StringBuilder();
        var tone = report.Outcome switch { "success" => Tone.Good, "substituted" or "cancelled" => Tone.Warning, _ => Tone.Bad };
        var head = $"{report.Outcome.ToUpperInvariant()}  {report.At:yyyy-MM-dd HH:mm:ss.fff}Z  trace {report.TraceId}  revision {report.Revision}";
        output.Append(canvas.Paint(head, tone)).Append('\n');
        foreach (var line in Wrapped.Of(report.Text, canvas.Width, indent: 0, SentenceLinesMax)) output.Append(line).Append('\n');
        if (report.Told is { } told)
            foreach (var line in Wrapped.Of($"What to do: {told.Advice}", canvas.Width, indent: 0, SentenceLinesMax)) output.Append(line).Append('\n');
        Steps(report, canvas).Write(output, int.MaxValue);
        Attempts(report, canvas).Write(output, int.MaxValue);
        return output.ToString();
    }

    private static Block Steps(WhyReport report, Canvas canvas)
    {
        var table = new TextTable(
            canvas, "NUMBER", new Column("STAGE", Least: 12), new Column("DECIDED", Least: 16), new Column("RULE", Drop: 1, Least: 20), new Column("PLACE", Drop: 2), new Column("NODE", Drop: 3));
        foreach (var step in report.Steps)
        {
            var tone = step.Decision is "passed" or "not reached" ? Tone.Faint : step.Decision == report.Told?.Decision ? Tone.Bad : Tone.Warning;
            table.Add(step.Measured is { } measured ? Number(measured) : "", step.Stage, new Cell(step.Decision, tone), step.Rule, step.Place, step.Node);
        }

        return table.Lay(RowsMax);
    }

    private static Block Attempts(WhyReport report, Canvas canvas)
    {
        var table = new TextTable(
            canvas, "ALSO", new Column("ATTEMPT", IsNumber: true), new Column("SERVICE/VERSION", Drop: 1, Least: 16), new Column("NODE", Least: 21),
            new Column("BEGAN AFTER", IsNumber: true), new Column("TOOK", IsNumber: true), new Column("OUTCOME"), new Column("STATUS", IsNumber: true));
        foreach (var one in report.Attempts)
        {
            var also = string.Join(", ", new[] { one.IsHedge ? "hedge" : "", one.IsLate ? "late" : "" }.Where(static word => word.Length > 0));
            table.Add(
                also, $"{one.Number}", $"{one.Service}/{one.Version}", one.Node, Words.Latency(one.AfterMs / 1_000), Words.Latency(one.TookMs / 1_000),
                new Cell(one.Outcome, one.Outcome == "success" ? Tone.Good : Tone.Bad), one.Status == 0 ? "-" : $"{one.Status}");
        }

        return table.Lay(RowsMax);
    }

    private static string Number(WhyMeasure measured) => string.Create(
        CultureInfo.InvariantCulture, $"{measured.Name} {measured.Value:0.###}{(measured.Bound == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" of {measured.Bound:0.###}"))}");
}
