using Shop.Nodes;
using Shop.Running;

namespace Shop.Tests.Running;

public sealed class ShopTopologyTests
{
    [Fact]
    public void Demo_Names_AreUnique() => ShopTopology.Demo.Nodes.Select(node => node.Name).ShouldBeUnique();

    [Fact]
    public void Demo_EveryService_IsInBothZones()
    {
        foreach (var service in ShopServices.Names)
        {
            ShopTopology.Demo.Nodes.Where(node => node.Service == service).Select(node => node.Zone).Distinct()
                .ShouldBe([ShopTopology.East, ShopTopology.West], ignoreOrder: true, service);
        }
    }

    [Fact]
    public void Interfaces_Service_IsOneOfTheShop() =>
        ShopInterfaces.All.ShouldAllBe(entry => ShopServices.Names.Contains(entry.Service));
}
