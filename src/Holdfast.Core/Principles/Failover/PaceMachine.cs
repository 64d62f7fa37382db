using Holdfast.Core.Evidence;

namespace Holdfast.Core.Principles.Failover;

/// <summary>What is normal for an interface: how long its calls took lately. Pure but for the counts it keeps.</summary>
/// <remarks>
/// Counts by latency fade by <see cref="Fading"/> with every second that had calls, so that the last twenty such seconds
/// decide; they do not fade below <see cref="CallsKept"/>, so that an interface that is seldom called is known by its last
/// hundred. One call in twenty may be slow before the quantile moves: a sick node that is a quarter of the service is
/// found out long before.
/// </remarks>
public sealed class PaceMachine
{
    /// <summary>By which late is told from usual.</summary>
    public const double Quantile = 0.95;

    /// <summary>Fewer calls than this say nothing.</summary>
    public const int CallsMin = 20;

    /// <summary>As many calls as it takes for the 95th percentile to be more than the slowest one.</summary>
    public const int CallsKept = 100;

    private const double Fading = 0.95;

    private readonly double[] _counts = new double[LatencyBuckets.Count];
    private double _total;

    /// <summary>One more second. Null while too little is known.</summary>
    /// <param name="latencies">Calls answered in this second, by bucket.</param>
    /// <returns>The time within which <see cref="Quantile"/> of the calls were answered.</returns>
    public TimeSpan? Next(ReadOnlySpan<long> latencies)
    {
        var any = false;
        foreach (var count in latencies) any |= count != 0;
        if (any) Fade(latencies);
        return At(Quantile);
    }

    /// <summary>The time within which a share of the calls were answered lately; null while too little is known.</summary>
    public TimeSpan? At(double quantile) => _total < CallsMin ? null : Find(quantile);

    private void Fade(ReadOnlySpan<long> latencies)
    {
        var kept = _total <= CallsKept ? 1 : Math.Max(Fading, CallsKept / _total);
        _total = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] = (_counts[i] * kept) + latencies[i];
            _total += _counts[i];
        }
    }

    private TimeSpan Find(double quantile)
    {
        var rank = quantile * _total;
        var seen = 0.0;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank) return TimeSpan.FromMicroseconds(LatencyBuckets.Middle(i));
        }

        return TimeSpan.FromMicroseconds(LatencyBuckets.Middle(_counts.Length - 1));
    }
}
