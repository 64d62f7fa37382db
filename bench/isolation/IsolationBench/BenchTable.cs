using System.Globalization;
using System.Text;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Faults;

namespace IsolationBench;

/// <summary>The latencies of the service that is well, in each round: before the other one hangs, while it does, and after it.</summary>
internal sealed class BenchTable
{
    private static readonly string[] Phases = ["before", "while it hangs", "after"];

    private readonly Dictionary<(string Bound, int Phase), List<LatencySummary>> _rounds = [];
    private readonly Dictionary<string, (int LetIn, int Refused)> _others = new(StringComparer.Ordinal);

    public void Add(string bound, int phase, IReadOnlyList<LoadedRequest> requests)
    {
        if (!_rounds.TryGetValue((bound, phase), out var rounds)) _rounds.Add((bound, phase), rounds = []);
        rounds.Add(new LatencySummary(requests));
    }

    /// <summary>What became of the requests for the service that hung.</summary>
    public void AddOthers(string bound, int letIn, int refused)
    {
        var (before, refusedBefore) = _others.GetValueOrDefault(bound);
        _others[bound] = (before + letIn, refusedBefore + refused);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine("""
            | the other service | when           | requests | failed |                p50 |                p99 |
            |-------------------|----------------|---------:|-------:|-------------------:|-------------------:|
            """);
        foreach (var ((bound, phase), rounds) in _rounds)
        {
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {bound,-17} | {Phases[phase],-14} | {rounds.Sum(static one => one.Requests.Count),8} | {rounds.Sum(static one => one.Failed.Count),6} | {Spread(rounds, static one => one.P50),18} | {Spread(rounds, static one => one.P99),18} |"));
        }

        foreach (var (bound, (letIn, refused)) in _others)
        {
            var (before, hangs, after) = (P99(bound, 0), P99(bound, 1), P99(bound, 2));
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"\n{bound}: while the other hangs p99 is {hangs / before:0.00} of before (after it {after / before:0.00}); of the service that hung {letIn} requests were let in, {refused} refused at once."));
        }

        return text.ToString();
    }

    private double P99(string bound, int phase) => Median(_rounds[(bound, phase)].Select(static one => one.P99));

    private static string Spread(IReadOnlyList<LatencySummary> rounds, Func<LatencySummary, double> figure) => string.Create(
        CultureInfo.InvariantCulture, $"{Median(rounds.Select(figure)):0.00} ({rounds.Min(figure):0.00}–{rounds.Max(figure):0.00})");

    private static double Median(IEnumerable<double> figures) => figures.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;
}
