using Holdfast.Control.Status;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Services;

/// <summary>The services with their versions, or the nodes of them one by one.</summary>
/// <param name="Service">The only one whose nodes are shown; empty: all.</param>
/// <param name="Versions">Null where the nodes are shown.</param>
/// <param name="Nodes">Null where the versions are shown.</param>
/// <param name="Withheld">How many nodes of live versions get no calls.</param>
public sealed record ServicesView(
    int WindowSeconds, string Service, int ServicesTotal, int NodesTotal, int Withheld, Paged<VersionRow>? Versions, Paged<NodeRow>? Nodes)
{
    internal const string ViewNodes = "nodes";
    internal const string StateWithheld = "withheld";

    internal static bool IsOfNodes(Visit visit) => visit.Ask("view") == ViewNodes || visit.Ask("service") is not null;

    internal static ListQuery Query(Visit visit) => IsOfNodes(visit)
        ? ListQuery.Read(visit.Ask, "worst", "service", "node", "zone", "state", "since", "attempts", "failed", "flight")
        : ListQuery.Read(visit.Ask, "worst", "service", "nodes", "attempts", "failed", "flight");

    internal static ValueTask<ServicesView?> ReadAsync(Visit visit)
    {
        var (query, report, service) = (Query(visit), visit.Report, visit.Ask("service") ?? "");
        var nodes = (from one in report.Services from version in one.Versions from node in version.Nodes select NodeRow.Of(one, version, node)).ToArray();
        var view = new ServicesView(
            report.WindowSeconds, service, report.Services.Count, nodes.Length,
            nodes.Count(static row => row.IsLive && NodeWord.Of(row.Now).IsWithheld), null, null);
        return new(IsOfNodes(visit)
            ? view with { Nodes = Paged<NodeRow>.Of(Chosen(nodes, service, query), query) }
            : view with { Versions = Paged<VersionRow>.Of(Chosen(report.Services.SelectMany(static one => one.Versions.Select(version => VersionRow.Of(one, version))), query), query) });
    }

    private static NodeRow[] Chosen(IEnumerable<NodeRow> nodes, string service, ListQuery query)
    {
        var rows = nodes.Where(row => (service.Length == 0 || row.Service == service) && query.Fits(row.Service, row.Version, row.Now.Address, row.Now.Zone, row.Now.State)
            && (query.State != StateWithheld || NodeWord.Of(row.Now).IsWithheld));
        return
        [
            .. query.Sort switch
            {
                "service" => By(rows, query, static row => (row.Service, row.Version)),
                "node" => By(rows, query, static row => row.Now.Address),
                "zone" => By(rows, query, static row => row.Now.Zone),
                "state" => By(rows, query, static row => row.Now.State),
                "since" => By(rows, query, static row => row.Now.Since),
                "attempts" => By(rows, query, static row => row.Now.AttemptsPerSecond),
                "failed" => By(rows, query, static row => row.Now.FailureRatio),
                "flight" => By(rows, query, static row => row.Now.InFlight),
                _ => By(rows, query, static row => row.Rank),
            },
        ];
    }

    private static VersionRow[] Chosen(IEnumerable<VersionRow> versions, ListQuery query)
    {
        var rows = versions.Where(row => query.Fits(row.Service, row.Version)
            && (query.State != StateWithheld || row.Usable < row.Nodes));
        return
        [
            .. query.Sort switch
            {
                "service" => By(rows, query, static row => (row.Service, row.Version)),
                "nodes" => By(rows, query, static row => row.Nodes),
                "attempts" => By(rows, query, static row => row.AttemptsPerSecond),
                "failed" => By(rows, query, static row => row.FailureRatio),
                "flight" => By(rows, query, static row => row.InFlight),
                _ => By(rows, query, static row => row.Tone switch { Tone.Bad => 0, Tone.Warning => 1, Tone.Good => 2, _ => 3 }),
            },
        ];
    }

    private static IEnumerable<TRow> By<TRow, TKey>(IEnumerable<TRow> rows, ListQuery query, Func<TRow, TKey> key) =>
        query.IsDescending ? rows.OrderByDescending(key) : rows.OrderBy(key);
}
