using System.Globalization;
using System.Text;
using Holdfast.Testing.Abuse;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Faults;

namespace AbuseBench;

/// <summary>The honest load of each round, by itself and beside an attack.</summary>
internal sealed class BenchTable
{
    private readonly Dictionary<SlowAttackKind, List<Round>> _rounds = [];

    public void Add(SlowAttackKind kind, OpenLoadResult before, OpenLoadResult during, TimeSpan cut, long grown)
    {
        if (!_rounds.TryGetValue(kind, out var rounds)) _rounds.Add(kind, rounds = []);
        rounds.Add(new Round(new LatencySummary(before.Requests), new LatencySummary(during.Requests), cut, grown));
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine("""
            | attack | requests | failed | p99 by itself | p99 beside it | bound | worst beside it | cut after, s | memory, MB |
            |--------|---------:|-------:|--------------:|--------------:|------:|----------------:|-------------:|-----------:|
            """);
        foreach (var (kind, rounds) in _rounds)
        {
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {kind,-6} | {rounds.Sum(static one => one.During.Requests.Count),8} | {rounds.Sum(static one => one.During.Requests.Count(static request => request.Failed)),6} | {Spread(rounds, static one => one.Before.P99)} | {Spread(rounds, static one => one.During.P99)} | {Median(rounds, static one => one.BoundMs):0.0} | {Spread(rounds, static one => one.During.Worst)} | {Spread(rounds, static one => one.Cut.TotalSeconds)} | {Spread(rounds, static one => one.Grown / 1e6)} |"));
        }

        return text.ToString();
    }

    private static double Median(IEnumerable<Round> rounds, Func<Round, double> figure) => rounds.Select(figure).Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;

    private static string Spread(IReadOnlyCollection<Round> rounds, Func<Round, double> figure) => string.Create(
        CultureInfo.InvariantCulture, $"{Median(rounds, figure):0.0} ({rounds.Min(figure):0.0}–{rounds.Max(figure):0.0})");

    private sealed record Round(LatencySummary Before, LatencySummary During, TimeSpan Cut, long Grown)
    {
        /// <summary>What is promised.</summary>
        public double BoundMs => (1.5 * Before.P99) + 5;
    }
}
