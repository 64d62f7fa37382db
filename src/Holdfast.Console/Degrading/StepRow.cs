using Holdfast.Control.Status;
using Holdfast.WebConsole.Principles;

namespace Holdfast.WebConsole.Degrading;

/// <summary>A step of a degradation plan.</summary>
/// <param name="Rule">Where it stands in the plan.</param>
/// <param name="Subject">What it is about, as a path of the plan.</param>
/// <param name="Does">In a few words.</param>
/// <param name="State"><c>ready</c>, <c>laid</c> or <c>not-done</c>.</param>
/// <param name="Fault">Why it is not carried out; empty: it is, or need not be.</param>
/// <param name="Affected">Calls a second that would get something else than now.</param>
/// <param name="Calls">Calls a second of what it is about.</param>
public sealed record StepRow(int Level, string Rule, string Subject, string Does, string State, string Fault, double Affected, double Calls)
{
    internal const string Laid = "laid";
    internal const string NotDone = "not-done";

    internal Tone Tone => State switch { NotDone => Tone.Bad, Laid => Tone.Warning, _ => Tone.Faint };

    internal static StepRow Of(TableRow row) => new(
        (int)row.Number("level"), row.Text("rule"), row.Text("subject"), row.Text("does"), row.Text("state"), row.Text("fault"), 0, 0);

    /// <summary>With what it would affect now.</summary>
    internal StepRow Seen(IReadOnlyList<TableRow> preview) =>
        preview.FirstOrDefault(row => row.Text("subject") == Subject && row.Text("does") == Does) is { } found
            ? this with { Affected = found.Number("affected_per_second"), Calls = found.Number("calls_per_second") }
            : this;
}
