using System.Net;
using Shop.Nodes;

namespace Shop.Tests.Coupons;

public sealed class CouponsServiceTests
{
    private const string Welcome = """{"user":"u-1","campaign":"welcome"}""";

    [Fact]
    public async Task Issue_SameKeyTwice_GivesOneCoupon()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Coupons);

        using var first = await node.PostAsync("/api/coupons", Welcome, key: "k1");
        using var again = await node.PostAsync("/api/coupons", Welcome, key: "k1");
        using var other = await node.PostAsync("/api/coupons", Welcome, key: "k2");

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = await IdOfAsync(first);
        (await IdOfAsync(again)).ShouldBe(id);
        (await IdOfAsync(other)).ShouldNotBe(id);
    }

    [Fact]
    public async Task Issue_WithoutUser_IsRefused()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Coupons);

        using var refused = await node.PostAsync("/api/coupons", """{"campaign":"welcome"}""");

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<string?> IdOfAsync(HttpResponseMessage response) =>
        (await TestNode.ReadJsonAsync(response)).GetProperty("id").GetString();
}
