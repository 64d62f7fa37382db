using Shop.Catalogue;

namespace Shop.Search;

internal sealed record SearchResult(string Query, int Found, IReadOnlyList<Item> Items);
