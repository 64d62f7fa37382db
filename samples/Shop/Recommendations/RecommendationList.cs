using Shop.Catalogue;

namespace Shop.Recommendations;

internal sealed record RecommendationList(string User, IReadOnlyList<Item> Items);
