using System.Globalization;
using Shop.Catalogue;
using Shop.Running;

namespace Shop.Load;

/// <summary>What customers do: they browse far more than they buy.</summary>
internal sealed class CallMix(Random random, int seed)
{
    private const int UsersMax = 1_000;
    private const int ListedPages = 5;

    /// <summary>Of a hundred calls, so many are of each interface.</summary>
    private static readonly (string Interface, int Percent)[] Shares =
    [
        (ShopInterfaces.ReadItem, 42),
        (ShopInterfaces.ListItems, 18),
        (ShopInterfaces.Search, 14),
        (ShopInterfaces.Recommend, 12),
        (ShopInterfaces.ListOrders, 5),
        (ShopInterfaces.PlaceOrder, 4),
        (ShopInterfaces.Register, 3),
        (ShopInterfaces.IssueCoupon, 2),
    ];

    private static readonly string[] Words =
        ["lamp", "teapot", "red", "watch", "keyboard", "blue", "umbrella", "ivory", "raincoat", "no. 3"];

    private static readonly Popularity Items = new(Goods.ItemsMax);
    private static readonly Popularity Searches = new(Words.Length);

    private int _made;

    public ShopCall Next()
    {
        var draw = random.Next(100);
        var user = string.Create(CultureInfo.InvariantCulture, $"user-{random.Next(UsersMax)}");
        foreach (var (name, percent) in Shares)
        {
            if (draw < percent)
                return Call(name, user);
            draw -= percent;
        }

        throw new InvalidOperationException("The shares do not add up to 100");
    }

    private ShopCall Call(string name, string user) => name switch
    {
        ShopInterfaces.ReadItem => Get(name, $"/api/catalog/items/{NextItem()}", user),
        ShopInterfaces.ListItems => Get(name, $"/api/catalog/items?page={1 + random.Next(ListedPages)}", user),
        ShopInterfaces.Search => Get(
            name, $"/api/search?q={Uri.EscapeDataString(Words[Searches.RankOf(random.NextDouble())])}", user),
        ShopInterfaces.Recommend => Get(name, $"/api/recommendations?user={user}", user),
        ShopInterfaces.ListOrders => Get(name, $"/api/orders?user={user}", user),
        ShopInterfaces.PlaceOrder => Post(name, "/api/orders", user, PlaceOrderBody(user)),
        ShopInterfaces.Register => Post(name, "/api/users", user, RegisterBody()),
        ShopInterfaces.IssueCoupon => Post(
            name, "/api/coupons", user, $$"""{"user":"{{user}}","campaign":"welcome"}"""),
        _ => throw new ArgumentException($"There is no interface '{name}'", nameof(name)),
    };

    private string NextItem() => Goods.IdOf(Items.RankOf(random.NextDouble()));

    private string PlaceOrderBody(string user) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"user":"{{user}}","lines":[{"item":"{{NextItem()}}","quantity":{{1 + random.Next(3)}}}]}""");

    private string RegisterBody()
    {
        var number = _made + 1;
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"email":"customer-{{number}}@example.com","name":"Customer {{number}}"}""");
    }

    private static ShopCall Get(string name, string pathAndQuery, string user) =>
        new(name, HttpMethod.Get, pathAndQuery, user);

    private ShopCall Post(string name, string path, string user, string body) =>
        new(name, HttpMethod.Post, path, user, body, string.Create(CultureInfo.InvariantCulture, $"load-{seed}-{++_made}"));
}
