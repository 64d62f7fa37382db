using Holdfast.WebConsole.Principles;

namespace Holdfast.WebConsole.Degrading;

/// <summary>A level of a degradation plan.</summary>
/// <param name="IsIn">Whether it holds now.</param>
/// <param name="Affected">Calls a second that would get something else than now, of this level and those below it.</param>
/// <param name="Calls">Calls a second of all interfaces.</param>
/// <param name="Steps">Of this level alone.</param>
public sealed record LevelRow(int Level, bool IsIn, double Affected, double Calls, IReadOnlyList<StepRow> Steps)
{
    /// <summary>The row of a preview that sums it up.</summary>
    private const string Sum = "all";

    /// <summary>Of all calls; null: there are none.</summary>
    public double? Share => Calls > 0 ? Affected / Calls : null;

    internal static IReadOnlyList<LevelRow> All(DegradationRow plan, IReadOnlyList<StepRow> steps, IReadOnlyList<TableRow> preview) =>
    [
        .. from level in Enumerable.Range(1, plan.Highest)
           let of = preview.Where(row => (int)row.Number("level") == level).ToArray()
           let sum = Array.Find(of, static row => row.Text("subject") == Sum)
           select new LevelRow(
               level, level <= plan.Level && plan.State != DegradationRow.Out, sum?.Number("affected_per_second") ?? 0, sum?.Number("calls_per_second") ?? 0,
               [.. steps.Where(step => step.Level == level).Select(step => step.Seen(of))]),
    ];
}
