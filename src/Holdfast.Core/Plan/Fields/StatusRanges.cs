using System.Collections.Immutable;
using System.Globalization;

namespace Holdfast.Core.Plan.Fields;

/// <summary>HTTP statuses, as single ones and ranges. Equal where they are written alike.</summary>
public sealed record StatusRanges
{
    private readonly ImmutableArray<(int From, int To)> _ranges;

    private StatusRanges(string text, ImmutableArray<(int From, int To)> ranges)
    {
        Text = text;
        _ranges = ranges;
    }

    public static StatusRanges Success { get; } = TryParse("200-299")!;

    /// <summary>As an operator writes them, e.g. <c>200-299,401</c>.</summary>
    public string Text { get; }

    /// <summary>Null: it is no list of statuses of 100 to 599.</summary>
    public static StatusRanges? TryParse(string text)
    {
        var ranges = ImmutableArray.CreateBuilder<(int, int)>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !IsStatus(ends[0], out var from) || !IsStatus(ends[^1], out var to) || from > to) return null;
            ranges.Add((from, to));
        }

        return new StatusRanges(string.Join(',', ranges.Select(static r => r.Item1 == r.Item2 ? $"{r.Item1}" : $"{r.Item1}-{r.Item2}")), ranges.ToImmutable());
    }

    public bool Contains(int status)
    {
        foreach (var (from, to) in _ranges)
            if (status >= from && status <= to) return true;
        return false;
    }

    public bool Equals(StatusRanges? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    public override string ToString() => Text;

    private static bool IsStatus(string text, out int status) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out status) && status is >= 100 and <= 599;
}
