using System.Globalization;
using System.Text;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Plans;

/// <summary>Errors of a plan as compilers write theirs: the place, the message, the line with a mark under it, the advice.</summary>
internal static class PlanErrorText
{
    public static string Of(PlanResult result, SourceLines lines)
    {
        var text = new StringBuilder();
        foreach (var error in result.Errors)
            Append(text, error, lines);
        var files = result.Errors.Select(static error => error.Place.File).Distinct(StringComparer.Ordinal).Count();
        text.Append(CultureInfo.InvariantCulture, $"{Count(result.ErrorsTotal, "error")} in {Count(files, "file")}");
        if (result.ErrorsTotal > result.Errors.Count)
            text.Append(CultureInfo.InvariantCulture, $"; the first {result.Errors.Count} are shown");
        return text.Append('\n').ToString();
    }

    private static void Append(StringBuilder text, PlanError error, SourceLines lines)
    {
        var path = error.Path.Length == 0 ? "" : $"{error.Path}: ";
        text.Append(CultureInfo.InvariantCulture, $"{error.Place}: {error.Id}: {path}{error.Message}\n");
        if (lines.Find(error.Place, error.Text.Length) is { } source)
        {
            var gutter = error.Place.Line.ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"  {gutter} | {source.Line}\n");
            text.Append(CultureInfo.InvariantCulture, $"  {new string(' ', gutter.Length)} | {source.Mark}\n");
        }

        if (error.Related is { } related)
            text.Append(CultureInfo.InvariantCulture, $"  the other: {related}\n");
        text.Append(CultureInfo.InvariantCulture, $"  {error.Advice}\n\n");
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
