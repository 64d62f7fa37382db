namespace Shop.Catalogue;

/// <param name="Total">Items on all pages.</param>
internal sealed record ItemPage(int Page, int Size, int Total, IReadOnlyList<Item> Items);
