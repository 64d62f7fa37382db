using Holdfast.Testing.Faults;

namespace Holdfast.Faults.Tests;

/// <summary>When the sick nodes of a run were left out, and what reached them after that.</summary>
/// <param name="Found">For each node that suffered for the whole of the run, how long after that began it was left out; null: never.</param>
/// <param name="RequestsAfter">Requests that reached them between being left out and being healed, all together.</param>
internal sealed record Ejections(IReadOnlyDictionary<string, TimeSpan?> Found, int RequestsAfter)
{
    /// <summary>What was on its way when a node was left out may still reach it.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMilliseconds(100);

    /// <summary>Part of all calls that a node may get while it is left out.</summary>
    private const double TrickleRatio = 0.02;

    /// <summary>Until the last of them was left out; null when one never was, or none had to be.</summary>
    public TimeSpan? Slowest => Found.Values.All(found => found is not null) ? Found.Values.Max() : null;

    public static async Task<Ejections> ReadAsync(FaultStage stage, FaultReport report)
    {
        var signals = await stage.Admin.SignalsAsync(report.Fault.Name);
        var found = new Dictionary<string, TimeSpan?>();
        var after = 0;
        foreach (var node in stage.Nodes.All.Take(report.Fault.Sick))
        {
            var ejected = signals.FirstOrDefault(signal => signal.At >= report.SickAt
                && signal.Name.Contains("ejected", StringComparison.Ordinal)
                && signal.Text.Contains(node.Url.Authority, StringComparison.Ordinal))?.At;
            found.Add(node.Name, ejected - report.SickAt);
            after += node.Requests.Count(request => request.Path.StartsWith($"/{report.Fault.Name}/", StringComparison.Ordinal)
                && request.At > ejected + OnItsWay && request.At < report.HealedAt);
        }

        return new Ejections(found, after);
    }

    public void ShowAllIn(TimeSpan limit)
    {
        foreach (var (node, after) in Found)
        {
            after.ShouldNotBeNull($"{node} was not ejected");
            after.Value.ShouldBeLessThan(limit, $"{node} was ejected late");
        }
    }

    /// <summary>What is left out gets a few requests at most, which find out whether it is well again.</summary>
    public void ShowTrickleOnly(FaultReport report) => RequestsAfter.ShouldBeLessThanOrEqualTo(
        (int)(TrickleRatio * report.Sick.Requests.Count), "requests to nodes that were left out");
}
