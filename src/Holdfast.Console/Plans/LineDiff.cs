namespace Holdfast.WebConsole.Plans;

/// <summary>What differs between two texts, line by line: the fewest lines that say it.</summary>
internal static class LineDiff
{
    /// <summary>Pairs of lines that are compared; of larger differences all lines before are told, then all after.</summary>
    private const long PairsMax = 4_000_000;

    public static IReadOnlyList<DiffLine> Compare(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var begin = 0;
        while (begin < before.Count && begin < after.Count && before[begin] == after[begin]) begin++;
        var end = 0;
        while (end < before.Count - begin && end < after.Count - begin && before[^(end + 1)] == after[^(end + 1)]) end++;
        var lines = new List<DiffLine>(Math.Max(before.Count, after.Count));
        for (var i = 0; i < begin; i++) lines.Add(new DiffLine(' ', i + 1, i + 1, before[i]));
        lines.AddRange(Middle(before, after, begin, before.Count - begin - end, after.Count - begin - end));
        for (var i = end; i > 0; i--) lines.Add(new DiffLine(' ', before.Count - i + 1, after.Count - i + 1, before[^i]));
        return lines;
    }

    private static IEnumerable<DiffLine> Middle(IReadOnlyList<string> before, IReadOnlyList<string> after, int begin, int was, int shall)
    {
        var common = (long)was * shall <= PairsMax ? Common(before, after, begin, was, shall) : null;
        var (i, j) = (0, 0);
        while (i < was || j < shall)
        {
            if (common is not null && i < was && j < shall && before[begin + i] == after[begin + j])
                yield return new DiffLine(' ', begin + ++i, begin + ++j, before[begin + i - 1]);
            else if (i < was && (j == shall || common is null || common[i + 1, j] >= common[i, j + 1]))
                yield return new DiffLine('-', begin + ++i, 0, before[begin + i - 1]);
            else
                yield return new DiffLine('+', 0, begin + ++j, after[begin + j - 1]);
        }
    }

    /// <summary>How many lines the rests of both have in common, from each place on.</summary>
    private static int[,] Common(IReadOnlyList<string> before, IReadOnlyList<string> after, int begin, int was, int shall)
    {
        var common = new int[was + 1, shall + 1];
        for (var i = was - 1; i >= 0; i--)
        {
            for (var j = shall - 1; j >= 0; j--)
                common[i, j] = before[begin + i] == after[begin + j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        return common;
    }
}
