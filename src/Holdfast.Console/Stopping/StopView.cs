using Holdfast.Control.Plans;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Stopping;

/// <summary>Everything that lies over the plan, to be stopped at once.</summary>
/// <param name="Revision">The plan that is left.</param>
/// <param name="Stage">A plan that a share of the requests tries; null: none.</param>
/// <param name="Objection">Why nothing was stopped; empty: nobody tried.</param>
public sealed record StopView(string Revision, IReadOnlyList<StopLine> Lines, StageState? Stage, string Objection)
{
    internal int Count => Lines.Count + (Stage is null ? 0 : 1);

    internal static ValueTask<StopView?> ReadAsync(Visit visit) => new(new StopView(
        visit.Report.Plan?.Name ?? "", StopLine.All(visit.Switches), visit.Subject.Stages?.Report.Running, ""));
}
