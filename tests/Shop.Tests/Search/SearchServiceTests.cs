using System.Net;
using Shop.Nodes;

namespace Shop.Tests.Search;

public sealed class SearchServiceTests
{
    [Fact]
    public async Task Query_Word_FindsItemsThatHaveIt()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Search);

        var answer = await node.GetJsonAsync("/api/search?q=TEAPOT");

        answer.GetProperty("found").GetInt32().ShouldBe(50);
        var items = answer.GetProperty("items").EnumerateArray().ToArray();
        items.Length.ShouldBe(10);
        items.ShouldAllBe(item => item.GetProperty("name").GetString()!.Contains("teapot"));
    }

    [Theory]
    [InlineData("/api/search")]
    [InlineData("/api/search?q=")]
    public async Task Query_Empty_IsRefused(string path)
    {
        await using var node = await TestNode.StartAsync(ShopServices.Search);

        using var refused = await node.GetAsync(path);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
