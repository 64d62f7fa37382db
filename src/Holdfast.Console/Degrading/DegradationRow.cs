using Holdfast.Control.Status;
using Holdfast.WebConsole.Commands;
using Holdfast.WebConsole.Pages;
using Holdfast.WebConsole.Principles;

namespace Holdfast.WebConsole.Degrading;

/// <summary>A degradation plan in a list: how it stands.</summary>
/// <param name="State"><c>out</c>, <c>entered</c>, <c>drill</c> or <c>coming-back</c>.</param>
/// <param name="Level">0: it is not entered.</param>
/// <param name="Share">Of the users it holds for now.</param>
/// <param name="By">Who has entered it; empty: nobody has.</param>
/// <param name="NotDone">Of its steps those that are not carried out.</param>
/// <param name="Decided">Calls that its steps have refused or answered since.</param>
public sealed record DegradationRow(
    string Name, string State, int Level, int Highest, double Share, string By, string Why, DateTimeOffset? Since, DateTimeOffset? Until, int Steps, int NotDone, long Decided)
{
    /// <summary>The slice that has them.</summary>
    internal const string Slice = "levels";

    internal const string Out = "out";

    /// <summary>Before the name of each where it is spoken of.</summary>
    internal const string Prefix = "degradation.";

    public string Href => $"/degradation/{Visit.Escaped(Name)}";

    internal Tone Tone => NotDone > 0 ? Tone.Bad : State == Out ? Tone.Faint : Tone.Warning;

    internal string Leave => CommandView.Href(Slice, "leave", [new("plan", Name)]);

    /// <summary>It holds from then on.</summary>
    internal string Again => Enter(Level, Share < 1 ? Share : null);

    /// <param name="drill">Of the users; null: for all.</param>
    internal string Enter(int level, double? drill = null) => CommandView.Href(Slice, "enter",
    [
        new("plan", Name), new("level", $"{level}"), .. drill is { } share ? [new KeyValuePair<string, string>("drill", FormattableString.Invariant($"{share}"))] : Array.Empty<KeyValuePair<string, string>>(),
    ]);

    internal static IReadOnlyList<DegradationRow> All(Visit visit) => [.. TableRow.All(visit.Tables(Slice), "plans").Select(Of)];

    /// <summary>Where a degradation plan is looked at that a switch speaks of; null: it speaks of something else.</summary>
    internal static string? HrefOf(string target) => target.StartsWith(Prefix, StringComparison.Ordinal) ? $"/degradation/{Visit.Escaped(target[Prefix.Length..])}" : null;

    private static DegradationRow Of(TableRow row) => new(
        row.Text("plan"), row.Text("state"), (int)row.Number("level"), (int)row.Number("highest"), row.Number("share_ratio"), row.Text("by"), row.Text("why"),
        row.Time("since"), row.Time("until"), (int)row.Number("steps"), (int)row.Number("not_done"), (long)row.Number("calls_decided"));
}
