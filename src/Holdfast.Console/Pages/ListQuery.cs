namespace Holdfast.WebConsole.Pages;

/// <summary>Which part of a list is looked at, and in what order: all of it stands in the address.</summary>
/// <param name="Sort">Name of a column.</param>
/// <param name="IsDescending">The greatest first.</param>
/// <param name="Filter">What a row must have in it; empty: anything.</param>
/// <param name="State">What kind of rows; empty: any.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">Rows of a page.</param>
public sealed record ListQuery(string Sort, bool IsDescending, string Filter, string State, int Page, int Size)
{
    public const int SizeDefault = 50;
    public const int SizeMax = 500;

    private const int FilterCharsMax = 100;

    /// <summary>What cannot be meant is taken for what stands there when nothing is said.</summary>
    /// <param name="ask">A value of the query, null where there is none.</param>
    /// <param name="sorts">The columns; the first is taken where none is named.</param>
    public static ListQuery Read(Func<string, string?> ask, params ReadOnlySpan<string> sorts)
    {
        var asked = ask("sort") ?? "";
        var isDescending = asked.StartsWith('-');
        var name = asked.TrimStart('-');
        var filter = (ask("q") ?? "").Trim();
        return new ListQuery(
            sorts.Contains(name) ? name : sorts[0], isDescending && sorts.Contains(name),
            filter.Length > FilterCharsMax ? filter[..FilterCharsMax] : filter, ask("state") ?? "",
            Number(ask("page"), 1, int.MaxValue, 1), Number(ask("size"), 1, SizeMax, SizeDefault));
    }

    public bool Fits(params ReadOnlySpan<string> texts)
    {
        if (Filter.Length == 0) return true;
        foreach (var text in texts)
            if (text.Contains(Filter, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static int Number(string? text, int min, int max, int otherwise) =>
        int.TryParse(text, out var number) && number >= min && number <= max ? number : otherwise;
}
