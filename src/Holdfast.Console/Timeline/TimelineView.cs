using Holdfast.Core.Signals;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Timeline;

/// <summary>Who changed what and what happened, beside each other, newest first.</summary>
/// <param name="Fault">Why what is on record is not shown; empty: it is.</param>
/// <param name="IsSignalsWhole">Whether no signal has been dropped yet.</param>
public sealed record TimelineView(string Fault, bool IsSignalsWhole, Paged<TimelineEntry> Rows)
{
    internal static ListQuery Query(Visit visit) => ListQuery.Read(visit.Ask, "newest");

    internal static async ValueTask<TimelineView?> ReadAsync(Visit visit)
    {
        var query = Query(visit);
        var signals = visit.Subject.Runtime.Signals;
        var (recorded, fault) = await visit.Recorded.ReadAsync(visit.Gone);
        var rows = signals.Kept().Select(static one => new TimelineEntry(one.At, TimelineEntry.Signal, one.Name, one.Subject, "", one.Text)).Concat(recorded)
            .Where(row => (!TimelineEntry.Kinds.Contains(query.State) || row.Kind == query.State) && query.Fits(row.Name, row.Subject, row.By, row.Text))
            .OrderByDescending(static row => row.At).ToArray();
        return new TimelineView(fault, signals.Published <= SignalLog.KeptMax, Paged<TimelineEntry>.Of(rows, query));
    }
}
