using System.Net;
using Shop.Catalogue;
using Shop.Nodes;

namespace Shop.Tests.Orders;

public sealed class OrdersServiceTests
{
    private const string Two = """{"user":"u-1","lines":[{"item":"i-003","quantity":2}]}""";

    [Fact]
    public async Task Place_Order_CostsWhatTheCatalogueSaysAndIsListed()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Orders);

        using var placed = await node.PostAsync("/api/orders", Two);
        using var others = await node.PostAsync("/api/orders", Two.Replace("u-1", "u-2", StringComparison.Ordinal));

        placed.StatusCode.ShouldBe(HttpStatusCode.Created);
        var order = await TestNode.ReadJsonAsync(placed);
        order.GetProperty("totalCents").GetInt32().ShouldBe(2 * Goods.Find("i-003")!.PriceCents);
        var listed = await node.GetJsonAsync("/api/orders?user=u-1");
        listed.GetProperty("orders").EnumerateArray().ShouldHaveSingleItem()
            .GetProperty("id").GetString().ShouldBe(order.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Place_SameKeyTwice_IsOneOrder()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Orders);

        using var first = await node.PostAsync("/api/orders", Two, key: "k1");
        using var again = await node.PostAsync("/api/orders", Two, key: "k1");
        using var other = await node.PostAsync(
            "/api/orders", Two.Replace("\"quantity\":2", "\"quantity\":3", StringComparison.Ordinal), key: "k1");

        again.Headers.Contains(ShopHeaders.Replayed).ShouldBeTrue();
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await node.GetJsonAsync("/api/orders?user=u-1")).GetProperty("orders").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"user":"u-1","lines":[]}""")]
    [InlineData("""{"user":"u-1","lines":[null]}""")]
    [InlineData("""{"user":"u-1","lines":[{"item":"i-999","quantity":1}]}""")]
    [InlineData("""{"user":"u-1","lines":[{"item":"i-001","quantity":0}]}""")]
    [InlineData("""{"lines":[{"item":"i-001","quantity":1}]}""")]
    [InlineData("not json")]
    public async Task Place_Nonsense_IsRefused(string body)
    {
        await using var node = await TestNode.StartAsync(ShopServices.Orders);

        using var refused = await node.PostAsync("/api/orders", body);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
