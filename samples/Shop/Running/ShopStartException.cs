namespace Shop.Running;

/// <summary>A node of the shop did not start; the message names the node, and what it said.</summary>
public sealed class ShopStartException(string message, Exception? inner = null) : Exception(message, inner);
