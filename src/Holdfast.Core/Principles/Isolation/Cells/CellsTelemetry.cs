using System.Diagnostics.Metrics;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Isolation.Cells;

/// <summary>Cells that have lost all of their nodes, and what became of calls for their keys; each by service and version, never by key.</summary>
internal static class CellsTelemetry
{
    public static void Instrument(Meter meter, Func<SliceContext?> now)
    {
        meter.CreateObservableGauge("holdfast.cells.lost", () => Lost(now()), "{cell}", "Cells without a usable node");
        meter.CreateObservableCounter("holdfast.cells.calls", () => Calls(now()), "{call}", "Calls that were refused, or left their cell, for their keys");
    }

    private static IEnumerable<Measurement<int>> Lost(SliceContext? context) => context is null ? [] :
        context.Plan.Versions.Select(static version => new Measurement<int>(
            CellsOf(version), new("service", version.Service), new("version", version.Name)));

    private static int CellsOf(VersionModel version) => version.Partition is not CellPartition ? 0 :
        version.Nodes.GroupBy(static node => node.Plan.Cell).Count(static cell => cell.All(static node => !node.State.IsUsable));

    private static IEnumerable<Measurement<long>> Calls(SliceContext? context) => context is null ? [] :
        from version in context.Plan.Versions
        let counts = CellsCounts.Of(version.State)
        from what in Enum.GetValues<CellsEvent>()
        select new Measurement<long>(counts.Read(what), new("service", version.Service), new("version", version.Name), new("outcome", Word(what)));

    private static string Word(CellsEvent what) => what switch
    {
        CellsEvent.Lost => "refused-lost",
        CellsEvent.NoKey => "refused-without-key",
        _ => "left",
    };
}
