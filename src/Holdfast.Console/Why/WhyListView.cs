using Holdfast.Core.Telemetry.Why;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Why;

/// <summary>Calls that somebody may ask about, newest first.</summary>
/// <param name="Interface">The only one whose calls are shown; empty: all.</param>
/// <param name="Interfaces">Names to choose from.</param>
public sealed record WhyListView(string Interface, bool IsOfAll, IReadOnlyList<string> Interfaces, Paged<WhyReport> Rows)
{
    internal const string StateAll = "all";

    /// <summary>Calls that are looked through; the log keeps no more of all of them together.</summary>
    private const int CallsMax = 500;

    internal static ListQuery Query(Visit visit) => ListQuery.Read(visit.Ask, "newest");

    internal static ValueTask<WhyListView?> ReadAsync(Visit visit)
    {
        var query = Query(visit);
        var name = visit.Ask("interface") ?? "";
        var log = visit.Subject.Runtime.Why;
        var isOfAll = query.State == StateAll;
        var found = TraceText.Find(query.Filter) is { } trace
            ? log.Of(trace)
            : [.. log.Last(name.Length == 0 ? null : name, CallsMax, isOfAll).Where(report => Fits(report, query))];
        return new(new WhyListView(name, isOfAll, [.. visit.Report.Interfaces.Select(static one => one.Name).Order(StringComparer.Ordinal)], Paged<WhyReport>.Of(found, query)));
    }

    private static bool Fits(WhyReport report, ListQuery query) =>
        query.Fits(report.TraceId, report.Interface ?? "", report.Path, report.Told?.Decision ?? "", report.Outcome, report.Service);
}
