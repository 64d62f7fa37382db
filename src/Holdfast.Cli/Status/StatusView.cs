using System.Text;
using Holdfast.Core.Plan;
using Holdfast.Core.Telemetry;

namespace Holdfast.Cli.Status;

/// <summary>The report as a person reads it at night: what hurts is at the top, and marked by a word or a sign before any colour.</summary>
internal sealed class StatusView(StatusReport report, Canvas canvas, bool all)
{
    /// <summary>Rows of a table when not all are asked for.</summary>
    private const int RowsMax = 30;

    private const int SignalsMax = 8;
    private const int LineMax = 400;

    /// <summary>From here on an interface is not only troubled but failing.</summary>
    private const double FailingRatio = 0.05;

    private readonly StringBuilder _output = new();

    public static string Of(StatusReport report, Canvas canvas, bool all = false) => new StatusView(report, canvas, all).Write();

    private string Write()
    {
        WriteHead();
        WriteInterfaces();
        WriteNodes();
        WriteSignals();
        return _output.ToString();
    }

    private void WriteHead()
    {
        var (word, tone) = report.IsReady ? ("READY", Tone.Good) : ("NOT READY: starting or draining", Tone.Bad);
        _output.Append(canvas.Paint(word, tone));
        _output.Append(report.Plan is { } plan
            ? $"  revision {Printable.Of(plan.Name)}, live for {Age(plan.Since)} (since {plan.Since:yyyy-MM-dd HH:mm:ss}Z)"
            : "  no plan yet");
        _output.Append($"  up {Words.Span(TimeSpan.FromSeconds(report.UptimeSeconds))}\n");
        if (report.RefusedPlan is { } refused)
        {
            var errors = refused.Errors == 1 ? "1 error" : $"{refused.Errors} errors";
            Line($"! a changed plan was refused {Age(refused.At)} ago, {errors}: {refused.First}", Tone.Bad);
        }

        foreach (var service in report.Services)
            foreach (var version in service.Versions.Where(static version => version.Panic.Length > 0)) WritePanic(service, version);

        if (report.Unmatched > 0) Line($"! {Words.Rate(report.Unmatched)} requests/s match no interface", Tone.Warning);
    }

    private void WritePanic(ServiceStatus service, VersionStatus version)
    {
        var usable = version.Nodes.Count(static node => !NodeWord.Of(node.State).IsWithheld);
        var isIn = version.Panic == "panic";
        Line(
            $"! {version.Panic}: {usable} of {version.Nodes.Count} nodes of {service.Name} {version.Name} are usable, {(isIn ? "all" : "some")} calls go to every node",
            isIn ? Tone.Bad : Tone.Warning);
    }

    private void WriteInterfaces()
    {
        var table = new TextTable(
            new Column($"INTERFACE (last {report.WindowSeconds} s)"), new Column("SERVICE", Drop: 4), new Column("CALLS/S", IsNumber: true),
            new Column("FAILED", IsNumber: true), new Column("REFUSED", IsNumber: true, Drop: 1), new Column("P50", IsNumber: true, Drop: 2),
            new Column("P99", IsNumber: true), new Column("IN FLIGHT", IsNumber: true, Drop: 3));
        foreach (var target in Shown(report.Interfaces))
        {
            var (sign, tone) = Judge(target);
            table.Add(
                new Cell($"{sign} {target.Name}", tone), target.Service, Words.Rate(target.CallsPerSecond),
                new Cell(Words.Percent(target.FailureRatio), target.FailureRatio > 0 ? tone : Tone.Plain),
                new Cell(Words.Percent(target.RefusedRatio), target.RefusedRatio > 0 ? Tone.Warning : Tone.Plain),
                Words.Latency(target.P50Seconds), Words.Latency(target.P99Seconds), $"{target.InFlight}");
        }

        Table(table, report.Interfaces.Count);
    }

    private void WriteNodes()
    {
        var table = new TextTable(
            new Column("SERVICE"), new Column("VERSION", Drop: 2), new Column("NODE"), new Column("ZONE", Drop: 4), new Column("STATE"),
            new Column("FOR", IsNumber: true, Drop: 1), new Column("TRIES/S", IsNumber: true, Drop: 3), new Column("FAILED", IsNumber: true),
            new Column("IN FLIGHT", IsNumber: true, Drop: 5), new Column("REASON"));
        var nodes = (from service in report.Services
                     from version in service.Versions
                     from node in version.Nodes
                     let state = NodeWord.Of(node.State)
                     orderby state.IsWithheld descending, service.Name, version.IsLive descending, version.Name
                     select (service, version, node, state)).ToArray();
        foreach (var (service, version, node, state) in Shown(nodes))
        {
            table.Add(
                service.Name, version.IsLive ? $"{version.Name} (live)" : version.Name, node.Address, node.Zone,
                new Cell($"{state.Sign} {node.State}", state.Tone), Age(node.Since), Words.Rate(node.AttemptsPerSecond),
                new Cell(Words.Percent(node.FailureRatio), node.FailureRatio > 0 ? Tone.Warning : Tone.Plain), $"{node.InFlight}", node.Reason);
        }

        Table(table, nodes.Length);
    }

    private void WriteSignals()
    {
        if (report.Signals.Count == 0) return;
        _output.Append('\n').Append(canvas.Paint("NEWEST SIGNALS", Tone.Faint)).Append('\n');
        foreach (var signal in report.Signals.Take(SignalsMax))
            Line($"{Age(signal.At),9} ago  {signal.Name}  {signal.Subject}: {signal.Text}", Tone.Plain);
    }

    private void Table(TextTable table, int rows)
    {
        _output.Append('\n');
        table.Write(_output, canvas);
        if (!all && rows > RowsMax) _output.Append($"and {rows - RowsMax} more: --all shows them\n");
    }

    private IEnumerable<T> Shown<T>(IReadOnlyCollection<T> rows) => all ? rows : rows.Take(RowsMax);

    private void Line(string text, Tone tone) =>
        _output.Append(canvas.Paint(Printable.Of(text, Math.Min(canvas.Width, LineMax)), tone)).Append('\n');

    private string Age(DateTimeOffset at) => Words.Span(report.At - at);

    private static (char Sign, Tone Tone) Judge(InterfaceStatus target) => target switch
    {
        { FailureRatio: >= FailingRatio } => ('x', Tone.Bad),
        { FailureRatio: > 0 } or { RefusedRatio: > 0 } => ('!', Tone.Warning),
        { FailureRatio: null } => ('-', Tone.Faint),
        _ => ('+', Tone.Good),
    };
}
