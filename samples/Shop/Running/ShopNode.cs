namespace Shop.Running;

/// <summary>A node that the shop should have.</summary>
/// <param name="Name">Unique in the topology; also what it answers with in <c>X-Shop-Node</c>.</param>
/// <param name="Service">One of <see cref="Nodes.ShopServices.Names"/>.</param>
public sealed record ShopNode(string Name, string Service, string Version, string Zone);
