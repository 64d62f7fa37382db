using System.Globalization;
using System.Text;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Cli.Plans;

/// <summary>Lines of a plan's files, to be shown with its errors.</summary>
internal sealed class SourceLines(IPlanFiles files)
{
    /// <summary>As much of a line as is shown.</summary>
    private const int WidthMax = 120;

    private readonly Dictionary<string, string[]> _lines = new(StringComparer.Ordinal);

    /// <param name="length">Length of what is to be marked.</param>
    /// <returns>The line and the mark under it; null when the file has no such line, or is standard input, which is gone once read.</returns>
    public (string Line, string Mark)? Find(Place place, int length)
    {
        if (place.Line == 0 || place.File == DiskPlanFiles.StandardInput)
            return null;
        var lines = Lines(place.File);
        if (place.Line > lines.Length)
            return null;
        var line = lines[place.Line - 1];
        var at = Math.Clamp(place.Column - 1, 0, line.Length);
        // A long line is shown from a little before the place on.
        var from = at < WidthMax * 3 / 4 ? 0 : at - WidthMax / 4;
        var shown = line[from..Math.Min(line.Length, from + WidthMax)];
        var mark = new string('^', Math.Clamp(length, 1, Math.Max(1, shown.Length - (at - from))));
        return (Plain(shown).TrimEnd(), new string(' ', at - from) + mark);
    }

    private string[] Lines(string file)
    {
        if (_lines.TryGetValue(file, out var known))
            return known;
        var bytes = files.Read(file, PlanLimits.FileBytesMax).Bytes ?? [];
        return _lines[file] = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Split('\n');
    }

    /// <summary>Nothing that moves the cursor; every character stays one column wide, so that the mark stands right.</summary>
    private static string Plain(string line) => string.Create(line.Length, line, static (plain, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            plain[i] = char.GetUnicodeCategory(text[i]) switch
            {
                UnicodeCategory.Control => ' ',
                UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => '·',
                _ => text[i],
            };
        }
    });
}
