using Holdfast.Core.Discovery;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Observed;

/// <summary>What the calls of a process without a plan ask for.</summary>
/// <param name="Backend">Where they go.</param>
/// <param name="Seconds">For how long they were looked at.</param>
/// <param name="Calls">All of them.</param>
/// <param name="NotTaken">Of paths that were never answered well.</param>
/// <param name="Beyond">Of paths that were not told apart.</param>
/// <param name="IsFull">No others are taken up.</param>
public sealed record ObservedView(string Backend, double Seconds, long Calls, long NotTaken, long Beyond, bool IsFull, Paged<ObservedRow> Rows)
{
    /// <summary>In the address of the editor: what it begins with.</summary>
    internal const string Draft = "observed";

    internal static ListQuery Query(Visit visit) =>
        ListQuery.Read(visit.Ask, "busiest", "path", "method", "calls", "failed", "wrong", "p50", "p99", "peak", "once", "body");

    internal static bool IsThere(Visit visit) => visit.Subject.Runtime.Observed is not null;

    internal static ValueTask<ObservedView?> ReadAsync(Visit visit)
    {
        if (visit.Subject.Runtime.Observed is not { } observed) return default;
        var (query, seen) = (Query(visit), observed.Report());
        var chosen = Sorted(seen.Paths.Where(path => query.Fits(path.Path, path.Method, path.Name)).OrderByDescending(static path => path.Calls), query).ToArray();
        return new(new ObservedView(
            seen.Backend, seen.Seconds, seen.Calls, seen.NotTaken, seen.Beyond, seen.IsFull, Paged<ObservedPath>.Of(chosen, query).Select(path => ObservedRow.Of(path, visit))));
    }

    private static IEnumerable<ObservedPath> Sorted(IEnumerable<ObservedPath> paths, ListQuery query) => query.Sort switch
    {
        "path" => By(paths, query, static path => path.Path),
        "method" => By(paths, query, static path => path.Method),
        "calls" => By(paths, query, static path => path.Calls),
        "failed" => By(paths, query, static path => path.Failed),
        "wrong" => By(paths, query, static path => path.ClientErrors),
        "p50" => By(paths, query, static path => path.P50Seconds),
        "p99" => By(paths, query, static path => path.P99Seconds),
        "peak" => By(paths, query, static path => path.PerSecondPeak),
        "once" => By(paths, query, static path => path.AtOncePeak),
        "body" => By(paths, query, static path => path.BodyBytesMax),
        _ => query.IsDescending ? paths.Reverse() : paths,
    };

    /// <summary>The sort is stable: what is equal stays with the most called first.</summary>
    private static IEnumerable<ObservedPath> By<TKey>(IEnumerable<ObservedPath> paths, ListQuery query, Func<ObservedPath, TKey> key) =>
        query.IsDescending ? paths.OrderByDescending(key) : paths.OrderBy(key);
}
