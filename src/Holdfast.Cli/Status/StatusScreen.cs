using Holdfast.Core.Plan;
using Holdfast.Core.Signals;
using Holdfast.Core.Telemetry;
using Spectre.Console;

namespace Holdfast.Cli.Status;

/// <summary>The report as a person reads it at three in the morning: what hurts first, and nothing told by colour alone.</summary>
internal static class StatusScreen
{
    private const int SignalsShown = 8;

    public static void Write(StatusReport report)
    {
        var console = AnsiConsole.Console;
        // Into a file or a pipe every line is whole: whoever reads it there has no width.
        if (Console.IsOutputRedirected) console.Profile.Width = 200;
        WriteHead(console, report);
        console.Write(Interfaces(report));
        console.Write(Nodes(report));
        WriteSignals(console, report);
    }

    private static void WriteHead(IAnsiConsole console, StatusReport report)
    {
        var plan = report.Plan is { } live ? $"revision {live.Name}, live for {Words.Span(report.At - live.Since)}" : "no plan yet";
        console.Write(new Text(
            $"{(report.IsReady ? "READY" : "NOT READY: draining or starting")}  {plan}  up {Words.Span(TimeSpan.FromSeconds(report.UptimeSeconds))}  rates over the last {report.WindowSeconds} s\n"));
        if (report.RefusedPlan is { } refused)
        {
            console.Write(new Text(
                $"! the changed plan was refused {Words.Span(report.At - refused.At)} ago, {refused.Errors} error(s): {Printable.Of(refused.First, 400)}\n",
                new Style(Color.Yellow)));
        }

        if (report.Unmatched > 0) console.Write(new Text($"{Words.Rate(report.Unmatched)} requests/s match no interface\n"));
    }

    private static Table Interfaces(StatusReport report)
    {
        var table = Plain("interface", "service", "req/s", "failed", "refused", "p50", "p99", "in flight");
        foreach (var one in report.Interfaces)
        {
            var hurts = one.FailureRatio > 0 || one.RefusedRatio > 0;
            table.AddRow(
                Cell((hurts ? "! " : "  ") + one.Name, hurts ? Color.Red : null), Cell(one.Service),
                Number(Words.Rate(one.CallsPerSecond)), Number(Words.Percent(one.FailureRatio)), Number(Words.Percent(one.RefusedRatio)),
                Number(Words.Latency(one.P50Seconds)), Number(Words.Latency(one.P99Seconds)), Number(one.InFlight.ToString()));
        }

        return table;
    }

    private static Table Nodes(StatusReport report)
    {
        var table = Plain("service", "version", "node", "zone", "state", "since", "req/s", "failed", "in flight", "why");
        foreach (var service in report.Services)
        {
            foreach (var version in service.Versions)
            {
                foreach (var node in version.Nodes)
                {
                    var isWell = node.State is "usable" or "unknown";
                    table.AddRow(
                        Cell(service.Name), Cell(version.IsLive ? $"{version.Name} (live)" : version.Name), Cell(node.Address), Cell(node.Zone),
                        Cell((isWell ? "  " : "! ") + node.State, isWell ? null : Color.Red), Number(Words.Span(report.At - node.Since)),
                        Number(Words.Rate(node.AttemptsPerSecond)), Number(Words.Percent(node.FailureRatio)), Number(node.InFlight.ToString()),
                        Cell(node.Reason));
                }
            }
        }

        return table;
    }

    private static void WriteSignals(IAnsiConsole console, StatusReport report)
    {
        if (report.Signals.Count == 0) return;
        console.Write(new Text("What happened last:\n"));
        foreach (var signal in report.Signals.Take(SignalsShown)) console.Write(new Text(Line(report.At, signal)));
    }

    private static string Line(DateTimeOffset now, Signal signal) =>
        $"  {Words.Span(now - signal.At),6} ago  {signal.Name}  {Printable.Of(signal.Text, 160)}\n";

    private static Table Plain(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns) table.AddColumn(new TableColumn(new Text(column)).NoWrap());
        return table;
    }

    /// <summary>Names and reasons come from files and from nodes: no escape of theirs reaches the terminal.</summary>
    private static Text Cell(string text, Color? color = null) => color is { } c ? new(Printable.Of(text), new Style(c)) : new(Printable.Of(text));

    private static Text Number(string text) => new Text(text).RightJustified();
}
