using System.Globalization;
using System.Text;
using Holdfast.Testing.Faults;

namespace IsolationBench;

/// <summary>The latencies of the service that is well, round by round, while the other is well too and while it hangs.</summary>
internal sealed class BenchTable
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, List<double>> _ratios = new(StringComparer.Ordinal);

    public BenchTable() => _text.AppendLine("""
        | the other service  | round | requests | failed | p50 before | p50 hung | p99 before | p99 hung | ratio of p99 | others let in | others refused |
        |--------------------|------:|---------:|-------:|-----------:|---------:|-----------:|---------:|-------------:|--------------:|---------------:|
        """);

    /// <param name="insideMax">Requests that the hung node had at once at the most.</param>
    /// <param name="refused">Requests for the hung service that were told so at once.</param>
    public void Add(string name, int round, LatencySummary before, LatencySummary hung, int insideMax, int refused)
    {
        var ratio = hung.P99 / before.P99;
        if (!_ratios.TryGetValue(name, out var ratios)) _ratios.Add(name, ratios = []);
        ratios.Add(ratio);
        _text.AppendLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name,-18} | {round,5} | {hung.Requests.Count,8} | {before.Failed.Count + hung.Failed.Count,6} | {before.P50,10:0.00} | {hung.P50,8:0.00} | {before.P99,10:0.00} | {hung.P99,8:0.00} | {ratio,12:0.00} | {insideMax,13} | {refused,14} |"));
    }

    public override string ToString()
    {
        foreach (var (name, ratios) in _ratios)
        {
            ratios.Sort();
            _text.AppendLine(string.Create(
                CultureInfo.InvariantCulture, $"\n{name}: p99 while the other hangs to p99 before, median of {ratios.Count} rounds: {ratios[ratios.Count / 2]:0.00} ({ratios[0]:0.00} to {ratios[^1]:0.00})."));
        }

        return _text.ToString();
    }
}
