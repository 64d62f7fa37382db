using Holdfast.Control.Status;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Interfaces;

/// <summary>All interfaces, compact.</summary>
/// <param name="WindowSeconds">What the numbers are over.</param>
/// <param name="Hurting">How many of all fail or refuse calls.</param>
/// <param name="Idle">How many of all had no calls.</param>
public sealed record InterfacesView(int WindowSeconds, int All, int Hurting, int Idle, Paged<InterfaceRow> Rows)
{
    internal const string StateHurting = "hurting";
    internal const string StateIdle = "idle";
    internal const string StateSwitched = "switched";

    internal static ListQuery Query(Visit visit) =>
        ListQuery.Read(visit.Ask, "worst", "name", "service", "calls", "failed", "refused", "p50", "p99", "flight");

    internal static ValueTask<InterfacesView?> ReadAsync(Visit visit)
    {
        var query = Query(visit);
        var all = InterfaceRow.All(visit.Report, visit.Switches);
        var chosen = Sorted(all.Where(row => query.Fits(row.Name, row.Now.Service) && IsIn(row, query.State)), query).ToArray();
        return new(new InterfacesView(
            visit.Report.WindowSeconds, all.Count, all.Count(static row => IsIn(row, StateHurting)), all.Count(static row => IsIn(row, StateIdle)),
            Paged<InterfaceRow>.Of(chosen, query).Select(row => row.Remembered(visit))));
    }

    private static bool IsIn(InterfaceRow row, string state) => state switch
    {
        StateHurting => row.Tone is Tone.Bad or Tone.Warning,
        StateIdle => row.Tone is Tone.Faint,
        StateSwitched => row.Switched.Length > 0,
        _ => true,
    };

    private static IEnumerable<InterfaceRow> Sorted(IEnumerable<InterfaceRow> rows, ListQuery query) => query.Sort switch
    {
        "name" => By(rows, query, static row => row.Name),
        "service" => By(rows, query, static row => row.Now.Service),
        "calls" => By(rows, query, static row => row.Now.CallsPerSecond),
        "failed" => By(rows, query, static row => row.Now.FailureRatio),
        "refused" => By(rows, query, static row => row.Now.RefusedRatio),
        "p50" => By(rows, query, static row => row.Now.P50Seconds),
        "p99" => By(rows, query, static row => row.Now.P99Seconds),
        "flight" => By(rows, query, static row => row.Now.InFlight),
        _ => query.IsDescending ? rows.Reverse() : rows,
    };

    /// <summary>The sort is stable: what is equal stays with the worst first.</summary>
    private static IEnumerable<InterfaceRow> By<TKey>(IEnumerable<InterfaceRow> rows, ListQuery query, Func<InterfaceRow, TKey> key) =>
        query.IsDescending ? rows.OrderByDescending(key) : rows.OrderBy(key);
}
