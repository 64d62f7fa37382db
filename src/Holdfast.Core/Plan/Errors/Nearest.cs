namespace Holdfast.Core.Plan;

/// <summary>'Did you mean': the candidate that the fewest slips of a finger turn into what was written.</summary>
internal static class Nearest
{
    private const int LengthMax = 64;

    /// <summary>The nearest candidate, or null when none is near: more than a third of the letters wrong is another word.</summary>
    public static string? Find(string written, IEnumerable<string> candidates)
    {
        if (written.Length is 0 or > LengthMax)
            return null;
        string? best = null;
        var bestDistance = Math.Max(1, written.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (candidate.Length > LengthMax || Math.Abs(candidate.Length - written.Length) >= bestDistance)
                continue;
            var distance = Distance(written, candidate);
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    /// <summary>Damerau-Levenshtein (adjacent letters swapped count as one slip), letter case free.</summary>
    internal static int Distance(string a, string b)
    {
        Span<int> beforeLast = stackalloc int[LengthMax + 1];
        Span<int> last = stackalloc int[LengthMax + 1];
        Span<int> row = stackalloc int[LengthMax + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }

            var spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }

        return last[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
