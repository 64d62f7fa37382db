namespace Holdfast.Testing.Clients;

/// <summary>What became of a load.</summary>
/// <param name="KeptConnections">Connections that the part with keep-alive opened.</param>
/// <param name="Elapsed">From the first request to the last answer.</param>
public sealed record OpenLoadResult(IReadOnlyList<LoadedRequest> Requests, int KeptConnections, TimeSpan Elapsed)
{
    /// <summary>Of a load that was not run.</summary>
    public static OpenLoadResult None { get; } = new([], 0, TimeSpan.Zero);

    public IReadOnlyList<LoadedRequest> Failed => [.. Requests.Where(r => r.Failed)];

    /// <summary>Answers by version.</summary>
    public IReadOnlyDictionary<string, int> Versions =>
        Requests.GroupBy(r => r.Version ?? "none").ToDictionary(g => g.Key, g => g.Count());

    public TimeSpan LatencyAt(double quantile)
    {
        var sorted = Requests.Select(r => r.Latency).Order().ToList();
        return sorted[(int)Math.Min(sorted.Count - 1, quantile * sorted.Count)];
    }

    public override string ToString()
    {
        var failed = Failed;
        var first = string.Join("; ", failed.Take(5));
        return $"{Requests.Count} requests in {Elapsed.TotalSeconds:0.0} s, {failed.Count} failed, p50 {LatencyAt(0.5).TotalMilliseconds:0.0} ms, "
            + $"p99 {LatencyAt(0.99).TotalMilliseconds:0.0} ms, {KeptConnections} kept connections{(first.Length > 0 ? ": " + first : "")}";
    }
}
