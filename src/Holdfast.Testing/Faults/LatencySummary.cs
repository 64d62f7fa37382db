using Holdfast.Testing.Clients;

namespace Holdfast.Testing.Faults;

/// <summary>The latencies of some requests, failed ones included, in milliseconds. Exact: every one is kept.</summary>
public sealed class LatencySummary
{
    private readonly double[] _sorted;

    public LatencySummary(IReadOnlyList<LoadedRequest> requests)
    {
        Requests = requests;
        _sorted = [.. requests.Select(static request => request.Latency.TotalMilliseconds).Order()];
    }

    public IReadOnlyList<LoadedRequest> Requests { get; }

    public double P50 => At(0.5);

    public double P99 => At(0.99);

    public double P999 => At(0.999);

    public double Worst => At(1);

    /// <summary>Failed without an answer that began, or answered with a failure.</summary>
    public IReadOnlyList<LoadedRequest> Failed => [.. Requests.Where(static request => request.Failed && !request.IsBroken)];

    /// <summary>Seen as broken by the caller.</summary>
    public IReadOnlyList<LoadedRequest> Broken => [.. Requests.Where(static request => request.IsBroken)];

    private double At(double quantile) => _sorted.Length == 0
        ? double.NaN
        : _sorted[Math.Min(_sorted.Length - 1, (int)(quantile * _sorted.Length))];

    public override string ToString() =>
        $"{Requests.Count} requests, {Failed.Count} failed, {Broken.Count} broken, p50 {P50:0.0} ms, p99 {P99:0.0} ms, p99.9 {P999:0.0} ms, worst {Worst:0.0} ms"
        + string.Concat(Failed.Take(5).Select(static request => $"\n  {request}"));
}
