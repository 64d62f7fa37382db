namespace Shop.Orders;

internal sealed record Order(
    string Id, string User, IReadOnlyList<OrderLine> Lines, int TotalCents, DateTimeOffset PlacedAt);
