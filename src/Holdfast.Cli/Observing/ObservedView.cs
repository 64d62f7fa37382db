using System.Text;
using Holdfast.Cli.Status;
using Holdfast.Control.Status;
using Holdfast.Core.Discovery;

namespace Holdfast.Cli.Observing;

/// <summary>What was observed, for people: the most called first.</summary>
internal static class ObservedView
{
    public static string Of(ObservedReport report, Canvas canvas)
    {
        var output = new StringBuilder($"{report.Calls:N0} calls to {report.Backend} in {Words.Span(TimeSpan.FromSeconds(report.Seconds))}\n");
        if (report.Paths.Count == 0) output.Append("No path was answered well yet: send it calls, and ask again.\n");
        else Table(report, canvas).Write(output, int.MaxValue);
        if (report.NotTaken > 0) output.Append($"never answered well: {report.NotTaken:N0} calls\n");
        if (report.Beyond > 0) output.Append($"not told apart{(report.IsFull ? ", for there is no room for more" : "")}: {report.Beyond:N0} calls\n");
        return output.ToString();
    }

    private static Block Table(ObservedReport report, Canvas canvas)
    {
        var table = new TextTable(
            canvas, "", new Column("METHOD"), new Column("PATH", Least: 20), new Column("CALLS", IsNumber: true), new Column("FAILED", IsNumber: true),
            new Column("4XX", IsNumber: true, Drop: 3), new Column("P50", IsNumber: true, Drop: 2), new Column("P99", IsNumber: true), new Column("PEAK/S", IsNumber: true), new Column("AT ONCE", IsNumber: true, Drop: 1));
        foreach (var path in report.Paths.OrderByDescending(static path => path.Calls))
        {
            table.Add(
                "", path.Method, path.Path, $"{path.Calls:N0}", new Cell($"{path.Failed:N0}", path.Failed > 0 ? Tone.Warning : Tone.Plain), $"{path.ClientErrors:N0}",
                Words.Latency(path.P50Seconds), Words.Latency(path.P99Seconds), $"{path.PerSecondPeak:N0}", $"{path.AtOncePeak:N0}");
        }

        return table.Lay(report.Paths.Count);
    }
}
