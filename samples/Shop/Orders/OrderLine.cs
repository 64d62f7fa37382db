namespace Shop.Orders;

internal sealed record OrderLine(string Item, int Quantity);
