using Shop.Nodes;

namespace Shop.Running;

/// <summary>The nodes of a shop, written down.</summary>
public sealed record ShopTopology(IReadOnlyList<ShopNode> Nodes)
{
    public const string East = "east";
    public const string West = "west";

    /// <summary>
    /// Every service in both zones, and one node of the next version of accounts, which waits for a release.
    /// </summary>
    public static ShopTopology Demo { get; } = new(
    [
        Node(ShopServices.Accounts, "v7", East),
        Node(ShopServices.Accounts, "v7", West),
        Node(ShopServices.Accounts, "v8", East),
        Node(ShopServices.Coupons, "v1", East),
        Node(ShopServices.Coupons, "v1", West),
        Node(ShopServices.Catalogue, "v1", East),
        Node(ShopServices.Catalogue, "v1", West),
        Node(ShopServices.Orders, "v1", East),
        Node(ShopServices.Orders, "v1", West),
        Node(ShopServices.Search, "v1", East),
        Node(ShopServices.Search, "v1", West),
        Node(ShopServices.Recommendations, "v1", East),
        Node(ShopServices.Recommendations, "v1", West),
    ]);

    private static ShopNode Node(string service, string version, string zone) =>
        new(service == ShopServices.Accounts ? $"{service}-{version}-{zone}" : $"{service}-{zone}", service, version, zone);
}
