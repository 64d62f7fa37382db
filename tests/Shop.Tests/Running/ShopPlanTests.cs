using Holdfast.Core.Plan;
using Shop.Nodes;
using Shop.Running;

namespace Shop.Tests.Running;

public sealed class ShopPlanTests
{
    private static readonly ShopAddress[] Nodes =
    [
        .. ShopTopology.Demo.Nodes.Select((node, i) => new ShopAddress(node, new Uri($"http://127.0.0.1:{5000 + i}"))),
    ];

    [Fact]
    public void Write_Demo_HasEveryServiceInterfaceAndNode()
    {
        var lines = ShopPlan.Write(Nodes).Split('\n');

        foreach (var service in ShopServices.Names)
            lines.ShouldContain($"  {service}:");
        foreach (var entry in ShopInterfaces.All)
        {
            lines.ShouldContain($"  {entry.Name}:");
            lines.ShouldContain($"    match: {{ method: {entry.Method}, path: \"{entry.Path}\" }}");
        }

        foreach (var (node, url) in Nodes)
            lines.ShouldContain($"          - {{ url: \"http://127.0.0.1:{url.Port}\", zone: {node.Zone} }}    # {node.Name}");
        lines.ShouldContain("    live: v7    # v8 waits for its release");
    }

    [Fact]
    public void Write_Demo_IsAPlanThatHoldfastTakes()
    {
        var files = new MemoryPlanFiles().Add("/shop.yaml", ShopPlan.Write(Nodes));

        var read = PlanReader.Read("/shop.yaml", files, _ => null);

        read.Errors.ShouldBeEmpty();
        read.Plan!.Interfaces.Count.ShouldBe(ShopInterfaces.All.Count);
        read.Plan.Services.Count.ShouldBe(ShopServices.Names.Count);
    }

    [Fact]
    public void Write_Demo_IsCleanText()
    {
        var text = ShopPlan.Write(Nodes);

        text.ShouldNotContain("\r");
        text.ShouldNotContain("\t");
        text.ShouldEndWith("}\n");
        text.Split('\n').ShouldAllBe(line => line == line.TrimEnd() && line.Length <= 125);
    }

    [Fact]
    public void Write_ServiceWithoutNode_IsRefused() => Should
        .Throw<ArgumentException>(() => ShopPlan.Write([.. Nodes.Where(node => node.Node.Service != ShopServices.Search)]))
        .Message.ShouldContain("'search'");
}
