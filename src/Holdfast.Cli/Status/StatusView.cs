using System.Text;
using Holdfast.Control.Status;
using Holdfast.Core.Telemetry;

namespace Holdfast.Cli.Status;

/// <summary>The report as a person reads it at night: what hurts is at the top, and marked by a word or a sign before any colour.</summary>
internal sealed class StatusView(StatusReport report, Canvas canvas, bool all)
{
    /// <summary>Rows of a table when not all are asked for.</summary>
    private const int RowsMax = 30;

    private const int SignalsMax = 8;

    private readonly Outage[] _outages = [.. Outage.In(report)];

    private int Rows => all ? int.MaxValue : RowsMax;

    public static string Of(StatusReport report, Canvas canvas, bool all = false) => new StatusView(report, canvas, all).Write();

    private string Write()
    {
        var output = new StringBuilder();
        var head = new StatusHead(report, canvas, _outages).Lay().Take(canvas.Height).ToArray();
        foreach (var line in head) output.Append(line).Append('\n');
        Block[] blocks = [Interfaces(), Nodes(), Signals()];
        var given = Block.Share(canvas.Height - head.Length, blocks);
        for (var i = 0; i < blocks.Length; i++) blocks[i].Write(output, given[i]);
        return output.ToString();
    }

    private Block Interfaces()
    {
        var table = new TextTable(
            canvas, "ALSO", new Column($"INTERFACE (last {report.WindowSeconds} s)", Least: 22), new Column("SERVICE", Drop: 3, Least: 12),
            new Column("CALLS/S", IsNumber: true), new Column("FAILED", IsNumber: true), new Column("REFUSED", IsNumber: true, Drop: 1),
            new Column("P50", IsNumber: true, Drop: 2), new Column("P99", IsNumber: true), new Column("IN FLIGHT", IsNumber: true, Drop: 4));
        var silent = _outages.Select(static outage => outage.Service.Name).ToHashSet();
        foreach (var (target, word) in report.Interfaces
            .Select(target => (Target: target, Word: InterfaceWord.Of(target, !silent.Contains(target.Service)))).OrderBy(static it => it.Word.Rank))
        {
            table.Add(
                Extra(target), new Cell($"{word.Sign} {target.Name}", word.Tone), target.Service, Words.Rate(target.CallsPerSecond),
                new Cell(Words.Percent(target.FailureRatio), target.FailureRatio > 0 ? word.Tone : Tone.Plain),
                new Cell(Words.Percent(target.RefusedRatio), target.RefusedRatio > 0 ? word.Tone : Tone.Plain),
                Words.Latency(target.P50Seconds), Words.Latency(target.P99Seconds), $"{target.InFlight}");
        }

        return table.Lay(Rows);
    }

    private Block Nodes()
    {
        var table = new TextTable(
            canvas, "REASON", new Column("SERVICE/VERSION", Least: 20), new Column("LIVE", Drop: 2), new Column("NODE", Least: 21),
            new Column("ZONE", Drop: 4), new Column("STATE"), new Column("FOR", IsNumber: true, Drop: 1), new Column("TRIES/S", IsNumber: true, Drop: 3),
            new Column("FAILED", IsNumber: true), new Column("IN FLIGHT", IsNumber: true, Drop: 5));
        var nodes = from service in report.Services
                    from version in service.Versions
                    from node in version.Nodes
                    let word = NodeWord.Of(node)
                    // Trouble of a version that answers nobody is no trouble yet.
                    orderby version.IsLive ? word.Rank : Math.Max(word.Rank, 2), service.Name, version.IsLive descending, version.Name
                    select (service, version, node, word);
        foreach (var (service, version, node, word) in nodes)
        {
            table.Add(
                Reason(node), $"{service.Name}/{version.Name}", version.IsLive ? "yes" : "no", node.Address, node.Zone,
                new Cell($"{word.Sign} {node.State}", word.Tone), Age(node.Since), Words.Rate(node.AttemptsPerSecond),
                new Cell(Words.Percent(node.FailureRatio), node.FailureRatio > 0 ? Tone.Warning : Tone.Plain), $"{node.InFlight}");
        }

        return table.Lay(Rows);
    }

    private static string Extra(InterfaceStatus target)
    {
        string[] parts =
        [
            target.RetriesPerSecond > 0 ? $"{Words.Rate(target.RetriesPerSecond)} retries/s" : "",
            target.HedgesPerSecond > 0 ? $"{Words.Rate(target.HedgesPerSecond)} hedges/s" : "",
        ];
        return string.Join(", ", parts.Where(static part => part.Length > 0));
    }

    private string Reason(NodeStatus node) => node.Until switch
    {
        null => node.Reason,
        { } until when until > report.At => $"{node.Reason}, {Words.Span(until - report.At)} left",
        _ => $"{node.Reason}, until a check passes",
    };

    private Block Signals() => new(
        canvas.Paint("NEWEST SIGNALS", Tone.Faint),
        [
            .. report.Signals.Take(SignalsMax).Select(signal => Wrapped.Of(
                $"{Age(signal.At),4} ago  {signal.Name}  {Shortened.Subject(signal.Subject)}: {signal.Text}", canvas.Width, indent: 10)),
        ],
        Rows);

    private string Age(DateTimeOffset at) => Words.Span(report.At - at);
}
