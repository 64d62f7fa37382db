using Holdfast.Control.History;
using Holdfast.Core.Commands;
using Holdfast.Core.Layers.Effective;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Telemetry;
using Holdfast.Core.Telemetry.Why;
using Holdfast.WebConsole.Interfaces.Layers;
using Holdfast.WebConsole.Pages;
using Holdfast.WebConsole.Switches;

namespace Holdfast.WebConsole.Interfaces.One;

/// <summary>One interface: its numbers and their past, why calls were not served, who answers, what was changed.</summary>
/// <param name="Matches">The requests it answers, as one would say them.</param>
/// <param name="Place">Where it stands in the plan; empty: it was never written.</param>
/// <param name="Window">How far back <paramref name="Past"/> goes.</param>
/// <param name="Past">Oldest first.</param>
/// <param name="Marks">What was changed in that time, oldest first.</param>
/// <param name="Service">Who answers; null: it is not there any more.</param>
/// <param name="Siblings">Other interfaces that the same service answers.</param>
/// <param name="Laid">What degradation plans lay over it and nothing covers.</param>
/// <param name="Actions">What an operator can have done to it.</param>
/// <param name="Refusals">The newest calls that were refused or failed.</param>
/// <param name="Reasons">What was decided about those that are kept, and how often: the most frequent first.</param>
public sealed record InterfaceView(
    InterfaceRow Row, IReadOnlyList<string> Owners, string Matches, string Criticality, string Place, string Window, double StepSeconds,
    IReadOnlyList<HistoryRow> Past, IReadOnlyList<ChangeMark> Marks, ServiceStatus? Service, IReadOnlyList<string> Siblings,
    IReadOnlyList<Switch> Switches, IReadOnlyList<EffectiveLayer> Laid, IReadOnlyList<SwitchAction> Actions, IReadOnlyList<WhyReport> Refusals, IReadOnlyList<KeyValuePair<string, int>> Reasons)
{
    /// <summary>How latencies were spread.</summary>
    public required HeatView Heat { get; init; }

    /// <summary>What it hangs on, and what else hangs on that.</summary>
    public required Neighbourhood Near { get; init; }

    /// <summary>Points of a chart, rows of the table behind it.</summary>
    internal const int PastMax = 60;

    private const int RefusalsMax = 15;
    private const int SiblingsMax = 12;

    internal static ValueTask<InterfaceView?> ReadAsync(Visit visit)
    {
        var name = visit.Named("name");
        var plan = visit.Subject.Runtime.Plan;
        var row = InterfaceRow.All(visit.Report, visit.Switches).FirstOrDefault(one => one.Name == name);
        return new(row is null || plan is null || !plan.Interfaces.TryGetValue(name, out var target) ? null : Read(visit, plan, target, row));
    }

    private static InterfaceView Read(Visit visit, PlanModel plan, InterfaceModel target, InterfaceRow row)
    {
        var window = HistoryWindow.Find(visit.Ask("window") ?? "") ?? HistoryWindow.Minutes;
        var all = visit.Subject.History?.Of(row.Name, window) ?? [];
        // A process that has just begun shows what there is.
        var merged = Math.Max(1, (all.Count + PastMax - 1) / PastMax);
        var past = HistoryBook.Merge(all, merged);
        var step = window.Step * merged;
        var newest = visit.Subject.History?.Newest ?? visit.Now;
        var refusals = visit.Subject.Runtime.Why.Last(row.Name, WhyLog.RecordsOfOneMax, all: false);
        var service = visit.Report.Services.FirstOrDefault(one => one.Name == row.Now.Service);
        return new InterfaceView(
            row.Remembered(visit), target.Plan.Owners, Say(target.Plan.Match), target.Criticality.ToString().ToLowerInvariant(),
            plan.Plan.Places.Find($"interfaces.{row.Name}") is { } place ? $"{place.File}:{place.Line}" : "", window.Name, step.TotalSeconds,
            [.. past.Select((point, i) => new HistoryRow(newest - ((past.Count - 1 - i) * step), point))],
            ChangeMark.Of(visit.Subject.Runtime.Signals.Kept(), row.Name, row.Now.Service, visit.Now - (window.Points * window.Step)),
            service,
            [.. visit.Report.Interfaces.Where(one => one.Service == row.Now.Service && one.Name != row.Name).Select(static one => one.Name).Take(SiblingsMax)],
            [.. visit.Switches.Where(one => one.Target == $"interfaces.{row.Name}" || one.Target == $"services.{row.Now.Service}")],
            [.. EffectiveReporter.Of(visit.Subject.Runtime, row.Name)?.Fields.SelectMany(static field => field.Layers).Where(static layer => layer.Holds && LayersView.IsLaid(layer)) ?? []],
            SwitchAction.On(visit, "interface", row.Name), [.. refusals.Take(RefusalsMax)], Count(refusals))
        {
            Heat = HeatView.Of(visit, row.Name, window),
            Near = Neighbourhood.Of(visit, target, row, service),
        };
    }

    private static KeyValuePair<string, int>[] Count(IReadOnlyList<WhyReport> reports) =>
    [
        .. reports.CountBy(static report => report.Told?.Decision ?? report.SubstitutedBy?.Instead ?? (report.Attempts.Count > 0 ? report.Attempts[^1].Outcome : report.Outcome))
            .OrderByDescending(static one => one.Value),
    ];

    private static string Say(MatchPlan match) => string.Join(' ', new[]
    {
        match.Methods.Count == 0 ? "" : string.Join(',', match.Methods),
        string.Join(',', match.Hosts) + match.Path,
        string.Join(' ', match.Query.Select(static one => $"?{one.Key}={one.Value}")),
        string.Join(' ', match.Headers.Select(static one => $"{one.Key}: {one.Value}")),
    }.Where(static part => part.Length > 0));
}
