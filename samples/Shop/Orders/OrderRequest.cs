namespace Shop.Orders;

internal sealed record OrderRequest(string? User, IReadOnlyList<OrderLine>? Lines);
