using Holdfast.Control.Status;
using Holdfast.Core.Telemetry;
using Holdfast.WebConsole.Interfaces;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Now;

/// <summary>Everything that hurts now, the worst first.</summary>
internal static class TroubleList
{
    /// <summary>Interfaces named one by one; the list of interfaces has the others.</summary>
    private const int InterfacesMax = 5;

    public static IReadOnlyList<Trouble> Of(Visit visit, IReadOnlyList<InterfaceRow> rows)
    {
        var report = visit.Report;
        return
        [
            .. Readiness(report)
                .Concat(Outage.In(report).Select(static outage => new Trouble(
                    Tone.Bad, "trouble.outage", $"/services?view=nodes&service={Visit.Escaped(outage.Service.Name)}",
                    outage.Service.Name, outage.Version.Name, outage.Why)))
                .Concat(Interfaces(rows))
                .Concat(Panics(report))
                .Concat(Budgets(report))
                .Concat(Plans(visit))
                .Concat(report.Unmatched > 0
                    ? [new Trouble(Tone.Warning, "trouble.unmatched", "", Words.Rate(report.Unmatched))]
                    : [])
                .OrderBy(static trouble => trouble.Tone == Tone.Bad ? 0 : 1),
        ];
    }

    private static IEnumerable<Trouble> Readiness(StatusReport report) =>
        report.IsReady ? [] : [new Trouble(Tone.Bad, "trouble.not-ready", "")];

    private static IEnumerable<Trouble> Interfaces(IReadOnlyList<InterfaceRow> rows)
    {
        var failing = rows.Where(static row => row.Tone == Tone.Bad).ToArray();
        foreach (var row in failing.Take(InterfacesMax))
        {
            yield return new Trouble(
                Tone.Bad, "trouble.failing", $"/i/{Visit.Escaped(row.Name)}",
                row.Name, Words.Percent(row.Now.FailureRatio), Words.Percent(row.Now.RefusedRatio), Words.Rate(row.Now.CallsPerSecond));
        }

        if (failing.Length > InterfacesMax)
            yield return new Trouble(Tone.Bad, "trouble.more-failing", $"/i?state={InterfacesView.StateHurting}", $"{failing.Length - InterfacesMax}");
    }

    private static IEnumerable<Trouble> Panics(StatusReport report) =>
        from service in report.Services
        from version in service.Versions
        where version.Panic.Length > 0
        let usable = version.Nodes.Count(static node => !NodeWord.Of(node).IsWithheld)
        select new Trouble(
            version.Panic == "panic" ? Tone.Bad : Tone.Warning, "trouble.panic", $"/services?view=nodes&service={Visit.Escaped(service.Name)}",
            service.Name, version.Name, $"{usable}", $"{version.Nodes.Count}");

    private static IEnumerable<Trouble> Budgets(StatusReport report) =>
        from service in report.Services
        where service.OverBudgetPerSecond > 0
        select new Trouble(
            Tone.Warning, "trouble.budget", $"/services?q={Visit.Escaped(service.Name)}", service.Name, Words.Rate(service.OverBudgetPerSecond));

    private static IEnumerable<Trouble> Plans(Visit visit)
    {
        var report = visit.Report;
        if (report.RefusedPlan is { } refused)
            yield return new Trouble(Tone.Bad, "trouble.plan-refused", "", visit.Text.Span(report.At - refused.At), $"{refused.Errors}", refused.First);
        if (report.Store is { IsThere: false } store)
            yield return new Trouble(Tone.Warning, "trouble.store-away", "", visit.Text.Span(report.At - store.Since), store.Why);
        if (report.Store is { Note.Length: > 0 } noted) yield return new Trouble(Tone.Warning, "trouble.note", "", noted.Note);
    }
}
