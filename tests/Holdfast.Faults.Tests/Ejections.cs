using Holdfast.Testing.Faults;

namespace Holdfast.Faults.Tests;

/// <summary>When the sick nodes of a run were left out, and what reached them after that.</summary>
/// <param name="LeftOut">For each node that suffered for the whole of the run, how long after that began; null: never.</param>
/// <param name="RequestsAfter">Requests that reached them between being left out and being healed, all together.</param>
/// <param name="Signals">All that was told of the service, for failure messages.</param>
internal sealed record Ejections(IReadOnlyDictionary<string, TimeSpan?> LeftOut, int RequestsAfter, string Signals)
{
    /// <summary>What was on its way when a node was left out may still reach it; to one that was frozen, when it thaws.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMilliseconds(100);

    /// <summary>Part of all calls that a node may get while it is left out.</summary>
    private const double TrickleRatio = 0.02;

    /// <summary>Until the last of them was left out; null when one never was, or none had to be.</summary>
    public TimeSpan? Slowest => LeftOut.Values.All(leftOut => leftOut is not null) ? LeftOut.Values.Max() : null;

    public static async Task<Ejections> ReadAsync(FaultStage stage, FaultReport report)
    {
        var signals = await stage.Admin.SignalsAsync(report.Fault.Name);
        var leftOut = new Dictionary<string, TimeSpan?>();
        var after = 0;
        foreach (var node in stage.Nodes.All.Take(report.Fault.Sick))
        {
            DateTimeOffset[] got =
            [
                .. node.Requests.Where(request => request.Path.StartsWith($"/{report.Fault.Name}/", StringComparison.Ordinal))
                    .Select(request => request.At).Where(at => at >= report.SickAt && at < report.HealedAt + OnItsWay).Order(),
            ];
            var since = EjectedAt(signals, node, report);
            leftOut.Add(node.Name, since - report.SickAt);
            after += got.Count(at => at > since + OnItsWay);
        }

        var told = signals.Select(signal => $"{(signal.At - report.SickAt).TotalSeconds:0.000} s {signal.Name} {signal.Text}");
        return new Ejections(leftOut, after, string.Join('\n', told));
    }

    public void ShowAllIn(TimeSpan limit, FaultReport report)
    {
        foreach (var (node, after) in LeftOut)
        {
            var seen = $"it was sick from {report.SickSince.TotalSeconds:0.00} s or at latest {report.AllSickSince.TotalSeconds:0.00} s on, until {report.HealedSince.TotalSeconds:0.00} s: {report.Whole}\n{Signals}";
            after.ShouldNotBeNull($"{node} was not left out; {seen}");
            after.Value.ShouldBeLessThan(limit, $"{node} was left out late; {seen}");
        }
    }

    /// <summary>What is left out gets a few requests at most, which find out whether it is well again.</summary>
    public void ShowTrickleOnly(FaultReport report) =>
        RequestsAfter.ShouldBeLessThanOrEqualTo(Trickle(report) * LeftOut.Count, $"requests to nodes that were left out\n{Signals}");

    /// <summary>When it was ejected first, or the beginning of the fault where a busy machine had had it ejected before.</summary>
    private static DateTimeOffset? EjectedAt(IReadOnlyList<AdminApi.Signal> signals, FaultNode node, FaultReport report)
    {
        var its = signals.Where(signal => signal.Text.Contains(node.Url.Authority, StringComparison.Ordinal)
            && signal.Name is "node-ejected" or "node-returned").ToArray();
        return its.LastOrDefault(signal => signal.At < report.SickAt)?.Name == "node-ejected"
            ? report.SickAt
            : its.FirstOrDefault(signal => signal.At >= report.SickAt && signal.Name == "node-ejected")?.At;
    }

    private static int Trickle(FaultReport report) => (int)(TrickleRatio * report.Sick.Requests.Count);
}
