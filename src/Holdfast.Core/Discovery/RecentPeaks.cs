using Holdfast.Core.DryRuns;

namespace Holdfast.Core.Discovery;

/// <summary>The busiest second and the most calls at once, by path, of the last calls.</summary>
internal static class RecentPeaks
{
    /// <param name="presentOf">What counts for a number of <see cref="RecentCall.Path"/> now; negative: nothing.</param>
    public static IReadOnlyDictionary<int, (long PerSecond, long AtOnce)> Of(RecentCalls recent, Func<int, int> presentOf, TimeProvider time) =>
        recent.Read().Select(call => (Path: presentOf(call.Path), Call: call)).Where(static one => one.Path >= 0).GroupBy(static one => one.Path, static one => one.Call)
            .ToDictionary(static same => same.Key, same => (PerSecond(same, time), AtOnce(same)));

    private static long PerSecond(IEnumerable<RecentCall> calls, TimeProvider time) =>
        calls.CountBy(call => call.At / time.TimestampFrequency).Max(static second => (long)second.Value);

    /// <summary>In the order of their arrival.</summary>
    private static long AtOnce(IEnumerable<RecentCall> calls)
    {
        var (ends, most) = (new PriorityQueue<bool, long>(), 0L);
        foreach (var call in calls)
        {
            while (ends.TryPeek(out _, out var end) && end <= call.At) ends.Dequeue();
            ends.Enqueue(true, call.At + call.Lasted);
            most = Math.Max(most, ends.Count);
        }

        return most;
    }
}
