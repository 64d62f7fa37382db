namespace Shop.Running;

/// <summary>Where a node of the topology listens.</summary>
public sealed record ShopAddress(ShopNode Node, Uri Url);
