using Shop.Accounts;
using Shop.Catalogue;
using Shop.Coupons;
using Shop.Orders;
using Shop.Recommendations;
using Shop.Search;

namespace Shop.Nodes;

/// <summary>The written list of the shop's services.</summary>
public static class ShopServices
{
    public const string Accounts = "accounts";
    public const string Coupons = "coupons";
    public const string Catalogue = "catalogue";
    public const string Orders = "orders";
    public const string Search = "search";
    public const string Recommendations = "recommendations";

    public static IReadOnlyList<string> Names { get; } =
        [Accounts, Coupons, Catalogue, Orders, Search, Recommendations];

    internal static IShopService Create(NodeOptions options, TimeProvider time) => options.Service switch
    {
        Accounts => new AccountsService(options, time),
        Coupons => new CouponsService(options, time),
        Catalogue => new CatalogueService(),
        Orders => new OrdersService(options, time),
        Search => new SearchService(),
        Recommendations => new RecommendationsService(),
        _ => throw new ArgumentException($"There is no service '{options.Service}'", nameof(options)),
    };
}
