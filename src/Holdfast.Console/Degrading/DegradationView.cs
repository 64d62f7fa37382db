using Holdfast.Core.Signals;
using Holdfast.WebConsole.Pages;
using Holdfast.WebConsole.Principles;

namespace Holdfast.WebConsole.Degrading;

/// <summary>A degradation plan: how it stands, what each level would do now, what it has done so far.</summary>
/// <param name="Loads">What it saves; none while it is not entered.</param>
/// <param name="NotUndone">Steps that still lie somewhere though it is not entered.</param>
/// <param name="Triggers">What enters it without anybody's word.</param>
/// <param name="Past">What became of it, newest first: with what it had saved and cost by its end.</param>
public sealed record DegradationView(
    DegradationRow Row, IReadOnlyList<LevelRow> Levels, IReadOnlyList<LoadRow> Loads, IReadOnlyList<StepRow> NotUndone,
    IReadOnlyList<TriggerRow> Triggers, IReadOnlyList<Signal> Past)
{
    private const int PastMax = 20;

    internal static ValueTask<DegradationView?> ReadAsync(Visit visit)
    {
        var name = visit.Named("plan");
        if (DegradationRow.All(visit).FirstOrDefault(one => one.Name == name) is not { } row) return new((DegradationView?)null);
        var tables = visit.Tables(DegradationRow.Slice);
        IEnumerable<TableRow> Of(string table) => TableRow.All(tables, table).Where(one => one.Text("plan") == name);
        var steps = Of("steps").Select(StepRow.Of).ToArray();
        var subject = DegradationRow.Prefix + name;
        return new(new DegradationView(
            row, LevelRow.All(row, steps, [.. Of("preview")]), [.. Of("load").Select(LoadRow.Of)],
            row.State == DegradationRow.Out ? [.. steps.Where(static step => step.State == StepRow.Laid)] : [],
            [.. Of("triggers").Select(TriggerRow.Of)],
            [.. visit.Subject.Runtime.Signals.Kept().Where(signal => signal.Subject == subject).Reverse().Take(PastMax)]));
    }
}
