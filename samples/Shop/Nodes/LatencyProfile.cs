namespace Shop.Nodes;

/// <summary>
/// How long an operation takes on a node that is not crowded: log-normal, as latencies of real services nearly are,
/// and given by the two numbers an operator knows, its median and its 99th percentile.
/// </summary>
internal readonly record struct LatencyProfile(TimeSpan Median, TimeSpan P99)
{
    /// <summary>The standard normal's 99th percentile.</summary>
    private const double NormalP99 = 2.3263478740408408;

    /// <summary>The tail is cut at this many times the 99th percentile: a demo must not wait for the one in a billion.</summary>
    private const double TailMax = 4;

    public static LatencyProfile Of(double medianMs, double p99Ms) =>
        new(TimeSpan.FromMilliseconds(medianMs), TimeSpan.FromMilliseconds(p99Ms));

    /// <param name="normal">A draw of the standard normal distribution.</param>
    public TimeSpan At(double normal)
    {
        var deviation = Math.Log(P99 / Median) / NormalP99;
        return Median * Math.Min(Math.Exp(deviation * normal), TailMax * (P99 / Median));
    }
}
