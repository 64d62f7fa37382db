namespace Holdfast.WebConsole.Plans;

/// <summary>A line of what differs between two texts.</summary>
/// <param name="Kind"><c>+</c>, <c>-</c>, a blank for a line of both, or <c>@</c> for a place: the name of a file, or lines left out.</param>
/// <param name="Before">Its number in the text before; 0: it is not in it.</param>
/// <param name="After">Its number in the text after; 0: it is not in it.</param>
public sealed record DiffLine(char Kind, int Before, int After, string Text)
{
    /// <summary>Lines of both that are shown around those that differ.</summary>
    private const int Around = 3;

    /// <summary>The files that differ, by their paths.</summary>
    internal static IReadOnlyList<DiffLine> Of(IReadOnlyList<PlanFileText> before, IReadOnlyList<PlanFileText> after)
    {
        var lines = new List<DiffLine>();
        foreach (var path in before.Select(static file => file.Path).Union(after.Select(static file => file.Path), StringComparer.Ordinal))
        {
            var was = before.FirstOrDefault(file => file.Path == path)?.Lines ?? [];
            var shall = after.FirstOrDefault(file => file.Path == path)?.Lines ?? [];
            var differing = Shortened(LineDiff.Compare(was, shall)).ToArray();
            if (differing.Length > 0) lines.AddRange([new DiffLine('@', 0, 0, path), .. differing]);
        }

        return lines;
    }

    private static IEnumerable<DiffLine> Shortened(IReadOnlyList<DiffLine> lines)
    {
        var last = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            var isNear = false;
            for (var other = Math.Max(0, i - Around); other <= Math.Min(lines.Count - 1, i + Around) && !isNear; other++) isNear = lines[other].Kind != ' ';
            if (!isNear) continue;
            if (last >= 0 && last < i - 1) yield return new DiffLine('@', 0, 0, "…");
            last = i;
            yield return lines[i];
        }
    }
}
