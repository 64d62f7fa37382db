namespace Shop.Orders;

internal sealed record OrderList(IReadOnlyList<Order> Orders);
