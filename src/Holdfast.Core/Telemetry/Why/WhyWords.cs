using System.Globalization;
using System.Text;

namespace Holdfast.Core.Telemetry.Why;

/// <summary>A report in plain sentences: what became of the call, by which rule, and what its caller heard.</summary>
internal static class WhyWords
{
    public static string Of(WhyReport report)
    {
        var text = new StringBuilder();
        text.Append(report.Interface is { } name ? $"{name}: " : "").Append(report.Method).Append(' ').Append(report.Path).Append(' ').Append(What(report)).Append('.');
        if (Number(report) is { } number) text.Append(' ').Append(number).Append('.');
        if (Rule(report) is { } rule) text.Append(' ').Append(rule).Append('.');
        if (Tries(report) is { } tries) text.Append(' ').Append(tries).Append('.');
        return text.Append(' ').Append(Heard(report)).Append('.').ToString();
    }

    /// <summary>Milliseconds as short as they may be.</summary>
    internal static string Time(double milliseconds) => milliseconds switch
    {
        < 1 => Invariant($"{milliseconds:0.00} ms"),
        < 100 => Invariant($"{milliseconds:0.#} ms"),
        < 1_000 => Invariant($"{milliseconds:0} ms"),
        _ => Invariant($"{milliseconds / 1_000:0.##} s"),
    };

    internal static string Of(WhyMeasure measure)
    {
        var held = measure.Bound == 0 ? "" : Invariant($", held against {Short(measure.Bound)}");
        return Invariant($"{measure.Name} {Short(measure.Value)}{held}");
    }

    private static string What(WhyReport report) => report.Outcome switch
    {
        "refused" => $"was refused{By(report)} after {Time(report.TookMs)}: {report.Told?.Decision ?? "no more is known"}",
        "substituted" => $"was answered by a substitute after {Time(report.TookMs)}, {(report.SubstitutedBy!.Instead.Length == 0 ? "for its service failed" : $"in the place of {report.SubstitutedBy.Instead}")}",
        "cancelled" => $"was given up by its caller after {Time(report.TookMs)}",
        "success" => $"was answered after {Time(report.TookMs)}",
        _ => $"failed after {Time(report.TookMs)}: {report.Told?.Decision ?? (report.Attempts.Count > 0 ? report.Attempts[^1].Outcome : "no more is known")}",
    };

    private static string By(WhyReport report) =>
        report.Steps.LastOrDefault(step => step.Decision == report.Told?.Decision) is { } step ? $" at {step.Stage}" : "";

    private static string? Number(WhyReport report)
    {
        var decision = report.Told?.Decision ?? report.SubstitutedBy?.Instead;
        return report.Steps.LastOrDefault(step => step.Decision == decision && step.Measured is not null) is { Measured: { } measured }
            ? $"The number was {Of(measured)}"
            : null;
    }

    private static string? Rule(WhyReport report)
    {
        var (rule, place) = report.SubstitutedBy is { } substitute ? (substitute.Rule, substitute.Place)
            : report.Told is { } told ? (told.Rule, told.Place) : ("", "");
        if (rule.Length == 0) return null;
        return $"The rule is {rule}{(place.Length == 0 ? "" : $" ({place})")} of revision {report.Revision}";
    }

    private static string? Tries(WhyReport report)
    {
        if (report.Attempts.Count == 0) return null;
        var tries = report.Attempts.Select(static one =>
            $"{one.Node} {(one.Outcome == "status" ? Invariant($"{one.Status}") : one.Outcome)} in {Time(one.TookMs)}{(one.IsHedge ? " (hedge)" : "")}");
        return $"{(report.Attempts.Count == 1 ? "One attempt" : Invariant($"{report.Attempts.Count + report.AttemptsLost} attempts"))}: {string.Join(", ", tries)}";
    }

    private static string Heard(WhyReport report)
    {
        if (report.Told is { } told)
        {
            var again = told.RetryAfterSeconds > 0 ? Invariant($", and to come again in {Math.Ceiling(told.RetryAfterSeconds)} s") : "";
            return Invariant($"The caller was told {report.Status} {told.Error}, '{told.Title.TrimEnd('.')}'{again}");
        }

        return report.Status == 0 || (report.Outcome == "cancelled" && report.Attempts.All(static one => one.Status == 0))
            ? "The caller heard nothing"
            : Invariant($"The caller got the answer with status {report.Status}");
    }

    private static string Short(double value) => value.ToString(Math.Abs(value) < 10 ? "0.###" : "0.#", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
