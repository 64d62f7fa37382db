using System.Globalization;
using System.Text;
using Holdfast.Testing.Faults;

namespace FaultBench;

/// <summary>What second attempts are worth where one node of four is slow, and what they cost.</summary>
internal static class HedgingTable
{
    /// <summary>Three nodes take 5 ms, one takes 200.</summary>
    public static Fault Fault { get; } = new(
        "one-in-four", "one of four takes 200 ms, the others 5", 1,
        static (nodes, _) => Task.WhenAll(nodes.All.Select((node, i) => node.SickenAsync(Slow(i == 0 ? 200 : 5)))),
        static nodes => Task.WhenAll(nodes.All.Select(static node => node.HealAsync())));

    public static IReadOnlyList<string> Proxies { get; } =
        [ProxyUnderFault.NginxInTurns, ProxyUnderFault.Nginx, ProxyUnderFault.HoldfastPlain, ProxyUnderFault.HoldfastHedged, ProxyUnderFault.Holdfast];

    public static string Of(IEnumerable<(string Proxy, IReadOnlyList<FaultReport> Rounds)> runs, FaultNodes nodes)
    {
        var text = new StringBuilder("| through | GETs | failed | p50 ms | p99 ms | p99.9 ms | worst ms | attempts/GET | to the slow node |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var (proxy, rounds) in runs)
        {
            var sick = new LatencySummary([.. rounds.SelectMany(static round => round.Sick.Requests)]);
            var sent = rounds.Sum(static round => round.Gets.Requests.Count(request => request.Due >= round.SickSince && request.Due < round.HealedSince));
            var got = nodes.All.Select(node => node.Requests.Count(request => request.Method == "GET" && rounds.Any(round => IsWithin(round, request)))).ToArray();
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {proxy} | {sick.Requests.Count} | {sick.Failed.Count} | {sick.P50:0.0} | {sick.P99:0.0} | {sick.P999:0.0} | {sick.Worst:0.0} | {(double)got.Sum() / sent:0.000} | {(double)got[0] / got.Sum():0.0%} |\n");
        }

        return text.ToString();
    }

    private static bool IsWithin(FaultReport round, NodeRequest request) =>
        request.At >= round.SickAt && request.At < round.HealedAt && request.Path.StartsWith($"/{round.Fault.Name}/", StringComparison.Ordinal);

    private static NodeSickness Slow(int milliseconds) => new(NodeSicknessKind.Delay, Delay: TimeSpan.FromMilliseconds(milliseconds));
}
