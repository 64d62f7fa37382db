using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Dependencies;

namespace Holdfast.Core.Discovery.Drafting;

/// <summary>An interface of a plan, from what was seen of its calls: each bound lets pass twice what was seen, and says by what it was chosen.</summary>
internal static class InterfaceDraft
{
    /// <summary>A rate of r and a burst of r, as a bucket has them, pass whatever has r/2 calls in no more than every whole second.</summary>
    private const int Headroom = 2;

    /// <summary>Below these a bound keeps nobody from anything but the first busy day.</summary>
    private const int PerSecondMin = 20;
    private const int AtOnceMin = 20;

    private const int PerSecondMax = 10_000_000;
    private const int AtOnceMax = 30_000;
    private const int BodyHeadroom = 8;

    /// <summary>Beyond the longest call that was seen, where the slowest in a thousand says less.</summary>
    private const double LongestHeadroom = 1.2;

    public static IEnumerable<string> Lines(ObservedPath seen)
    {
        yield return $"  {seen.Name}:";
        yield return $"    # {Evidence(seen)}";
        yield return $"    match: {{ method: {seen.Method}, path: \"{seen.Path}\" }}";
        yield return $"    service: {DirectPlan.Service}";
        yield return $"    timeout: {TimeoutPlan.Timeout.Shape.WriteAny(Timeout(seen))}";
        yield return $"    limit: {Rate(seen)}/s";
        yield return $"    isolate: {{ concurrency: {AtOnce(seen)} }}";
        if (seen.BodyBytesMax > 0) yield return $"    max-body: {ReadableBounds.Megabytes((double)seen.BodyBytesMax * BodyHeadroom)}MB";
    }

    private static TimeSpan Timeout(ObservedPath seen) => ReadableBounds.Time(Math.Max(Headroom * seen.P999Seconds, LongestHeadroom * seen.LongestSeconds));

    private static long Rate(ObservedPath seen) => Math.Min(PerSecondMax, ReadableBounds.Count(Math.Max(PerSecondMin, Headroom * seen.PerSecondPeak)));

    private static long AtOnce(ObservedPath seen) => Math.Min(AtOnceMax, ReadableBounds.Count(Math.Max(AtOnceMin, Headroom * seen.AtOncePeak)));

    private static string Evidence(ObservedPath seen) =>
        $"{Times(seen.Calls, "call")}, {seen.Failed:N0} failed; p50 {Words(seen.P50Seconds)}, p99 {Words(seen.P99Seconds)}, longest {Words(seen.LongestSeconds)}; busiest second {seen.PerSecondPeak:N0}, at once {seen.AtOncePeak:N0}{Body(seen)}";

    private static string Body(ObservedPath seen) => seen.BodyBytesMax > 0 ? $", largest body {seen.BodyBytesMax:N0} bytes" : "";

    private static string Words(double seconds) => $"{seconds * 1_000:#,0.#} ms";

    internal static string Times(long number, string what) => $"{number:N0} {what}{(number == 1 ? "" : "s")}";
}
