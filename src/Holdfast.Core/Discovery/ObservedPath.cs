using System.Text.Json.Serialization;
using Holdfast.Core.Evidence;

namespace Holdfast.Core.Discovery;

/// <summary>What was seen of one method and path.</summary>
/// <param name="Name">That an interface for it would have.</param>
/// <param name="Path">As a template.</param>
/// <param name="Calls">All of them.</param>
/// <param name="Failed">Answered 5xx, or not at all.</param>
/// <param name="ClientErrors">Answered 4xx.</param>
/// <param name="Refused">By the plan.</param>
/// <param name="Cancelled">By their callers.</param>
/// <param name="PerSecondPeak">Calls that came in the busiest second.</param>
/// <param name="AtOncePeak">Most calls that were on their way at once.</param>
/// <param name="P50Seconds">Until the answer began, as the others.</param>
/// <param name="LongestSeconds">Of all; off by at most 6.25%.</param>
/// <param name="BodyBytesMax">Of the longest request.</param>
public sealed record ObservedPath(
    string Name, string Method, string Path, long Calls, long Failed, long ClientErrors, long Refused, long Cancelled,
    long PerSecondPeak, long AtOncePeak, double P50Seconds, double P99Seconds, double P999Seconds, double LongestSeconds, long BodyBytesMax)
{
    [JsonIgnore]
    internal int Number { get; private init; }

    internal static ObservedPath Of(string name, string method, string path, SeenCalls calls)
    {
        var counts = calls.Read();
        return new ObservedPath(
            name, method, path, counts.Calls, counts.ByClass[0] + counts.ByClass[5], counts.ByClass[4], counts.Refused, counts.Cancelled,
            counts.PerSecondPeak, counts.AtOncePeak, Quantile(0.5), Quantile(0.99), Quantile(0.999), Quantile(1), counts.BodyBytesMax)
        {
            Number = calls.Number,
        };

        double Quantile(double quantile) => LatencyBuckets.Quantile(counts.Latencies, quantile).TotalSeconds;
    }

    internal ObservedPath AtLeast((long PerSecond, long AtOnce) peak) =>
        this with { PerSecondPeak = Math.Max(PerSecondPeak, peak.PerSecond), AtOncePeak = Math.Max(AtOncePeak, peak.AtOnce) };
}
