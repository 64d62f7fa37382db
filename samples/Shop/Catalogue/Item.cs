namespace Shop.Catalogue;

internal sealed record Item(string Id, string Name, string Kind, int PriceCents, int Stock);
