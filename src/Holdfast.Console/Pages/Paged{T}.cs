namespace Holdfast.WebConsole.Pages;

/// <summary>A page of a list.</summary>
/// <param name="Total">Rows of all pages.</param>
/// <param name="Page">From 1.</param>
/// <param name="Pages">How many there are; 1 where there are no rows.</param>
public sealed record Paged<T>(IReadOnlyList<T> Rows, int Total, int Page, int Pages)
{
    public static Paged<T> Of(IReadOnlyCollection<T> all, ListQuery query)
    {
        var pages = Math.Max(1, (all.Count + query.Size - 1) / query.Size);
        var page = Math.Min(query.Page, pages);
        return new Paged<T>([.. all.Skip((page - 1) * query.Size).Take(query.Size)], all.Count, page, pages);
    }

    public Paged<TOther> Select<TOther>(Func<T, TOther> make) => new([.. Rows.Select(make)], Total, Page, Pages);
}
