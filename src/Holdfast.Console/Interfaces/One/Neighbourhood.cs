using Holdfast.Control.Status;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Telemetry;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Interfaces.One;

/// <summary>What an interface hangs on, and what else hangs on that: who else calls the service, what stands in for it, its nodes.</summary>
/// <param name="Left">Interfaces and nodes that are left out: there are too many to be seen at once.</param>
public sealed record Neighbourhood(IReadOnlyList<Neighbour> All, IReadOnlyList<NeighbourEdge> Edges, int Left)
{
    private const int RowsMax = 7;

    internal int Rows => All.Max(static one => one.Row) + 1;

    internal static Neighbourhood Of(Visit visit, InterfaceModel target, InterfaceRow here, ServiceStatus? service)
    {
        var rows = InterfaceRow.All(visit.Report, visit.Switches).Where(row => row.Now.Service == here.Now.Service)
            .OrderBy(row => row.Name != here.Name).ThenByDescending(static row => row.Now.CallsPerSecond).ToArray();
        var nodes = service?.Versions.Where(static version => version.IsLive).SelectMany(static version => version.Nodes).OrderBy(static node => NodeWord.Of(node).Rank).ToArray() ?? [];
        string[] services = [here.Now.Service, .. Spares(target).Where(name => name != here.Now.Service).Distinct(StringComparer.Ordinal)];
        var shown = rows.Take(RowsMax).ToArray();
        var (calls, attempts) = (shown.Max(static row => row.Now.CallsPerSecond), nodes.Take(RowsMax).Select(static node => node.AttemptsPerSecond).DefaultIfEmpty(0).Max());
        return new Neighbourhood(
            [
                .. shown.Select((row, i) => new Neighbour(0, i, row.Name, $"{Words.Rate(row.Now.CallsPerSecond)}/s", row.Tone, $"/i/{Visit.Escaped(row.Name)}", i == 0)),
                .. services.Take(RowsMax).Select((name, i) => new Neighbour(1, i, name, Usable(visit, name), ToneOf(visit, name), $"/services?service={Visit.Escaped(name)}", IsHere: false)),
                .. nodes.Take(RowsMax).Select((node, i) => new Neighbour(
                    2, i, new Uri(node.Address).Authority, $"{Words.Rate(node.AttemptsPerSecond)}/s", NodeWord.Of(node).Tone, $"/services?service={Visit.Escaped(here.Now.Service)}", IsHere: false)),
            ],
            [
                .. shown.Select((row, i) => new NeighbourEdge(0, i, 0, Weight(row.Now.CallsPerSecond, calls), IsSpare: false)),
                .. services.Take(RowsMax).Skip(1).Select(static (_, i) => new NeighbourEdge(0, 0, i + 1, 0, IsSpare: true)),
                .. nodes.Take(RowsMax).Select((node, i) => new NeighbourEdge(1, 0, i, Weight(node.AttemptsPerSecond, attempts), IsSpare: false)),
            ],
            Math.Max(0, rows.Length - RowsMax) + Math.Max(0, nodes.Length - RowsMax) + Math.Max(0, services.Length - RowsMax));
    }

    private static IEnumerable<string> Spares(InterfaceModel target) =>
        target.Plan.Sections.Get(Core.Principles.Degradation.Substitutes.SubstitutePlan.Field).Select(static one => one.Service).OfType<string>();

    private static string Usable(Visit visit, string name)
    {
        var nodes = Live(visit, name).ToArray();
        return $"{nodes.Count(static node => !NodeWord.Of(node).IsWithheld)}/{nodes.Length}";
    }

    private static Tone ToneOf(Visit visit, string name)
    {
        var nodes = Live(visit, name).ToArray();
        var usable = nodes.Count(static node => !NodeWord.Of(node).IsWithheld);
        return usable == 0 ? Tone.Bad : usable < nodes.Length ? Tone.Warning : Tone.Good;
    }

    private static IEnumerable<NodeStatus> Live(Visit visit, string name) =>
        visit.Report.Services.Where(one => one.Name == name).SelectMany(static one => one.Versions).Where(static version => version.IsLive).SelectMany(static version => version.Nodes);

    private static double Weight(double rate, double most) => most > 0 ? rate / most : 0;
}
