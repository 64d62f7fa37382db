using Shop.Nodes;

namespace Shop.Running;

/// <summary>
/// The written list of the shop's interfaces. An attempt may take several times the 99th percentile of its operation,
/// and two attempts fit in the timeout.
/// </summary>
public static class ShopInterfaces
{
    public const string Register = "register";
    public const string IssueCoupon = "issue-coupon";
    public const string ListItems = "list-items";
    public const string ReadItem = "read-item";
    public const string PlaceOrder = "place-order";
    public const string ListOrders = "list-orders";
    public const string Search = "search";
    public const string Recommend = "recommend";

    public static IReadOnlyList<ShopInterface> All { get; } =
    [
        new(Register, "POST", "/api/users", ShopServices.Accounts, "2s", "900ms",
            "A new customer. Not idempotent by itself: tried again only when nothing was sent, or with an Idempotency-Key."),
        new(IssueCoupon, "POST", "/api/coupons", ShopServices.Coupons, "2s", "900ms",
            "Pleasant, and nothing that anyone should wait long for."),
        new(ListItems, "GET", "/api/catalog/items", ShopServices.Catalogue, "2s", "900ms",
            "Browsing: most of the traffic."),
        new(ReadItem, "GET", "/api/catalog/items/{id}", ShopServices.Catalogue, "2s", "900ms",
            "One item; a few of them are wanted by nearly everyone."),
        new(PlaceOrder, "POST", "/api/orders", ShopServices.Orders, "3s", "1400ms",
            "The money. Its load always sends an Idempotency-Key, so that an order is never placed twice."),
        new(ListOrders, "GET", "/api/orders", ShopServices.Orders, "2s", "900ms",
            "A customer's newest orders."),
        new(Search, "GET", "/api/search", ShopServices.Search, "2s", "900ms",
            "The one with the longest tail."),
        new(Recommend, "GET", "/api/recommendations", ShopServices.Recommendations, "2s", "900ms",
            "The first thing to give up when something must be."),
    ];
}
