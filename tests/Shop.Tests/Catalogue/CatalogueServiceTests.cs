using System.Net;
using Shop.Catalogue;
using Shop.Nodes;

namespace Shop.Tests.Catalogue;

public sealed class CatalogueServiceTests
{
    [Fact]
    public async Task List_Pages_ShowEveryItemOnce()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Catalogue);
        var seen = new List<string?>();

        for (var page = 1; page <= 5; page++)
        {
            var answer = await node.GetJsonAsync($"/api/catalog/items?page={page}&size=100");
            answer.GetProperty("total").GetInt32().ShouldBe(Goods.ItemsMax);
            seen.AddRange(answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        }

        seen.Count.ShouldBe(Goods.ItemsMax);
        seen.ShouldBeUnique();
    }

    [Theory]
    [InlineData("/api/catalog/items/i-000", HttpStatusCode.OK)]
    [InlineData("/api/catalog/items/i-499", HttpStatusCode.OK)]
    [InlineData("/api/catalog/items/i-500", HttpStatusCode.NotFound)]
    [InlineData("/api/catalog/items/i-7", HttpStatusCode.NotFound)]
    [InlineData("/api/catalog/items/x", HttpStatusCode.NotFound)]
    [InlineData("/api/catalog/items?size=101", HttpStatusCode.BadRequest)]
    [InlineData("/api/catalog/items?page=0", HttpStatusCode.BadRequest)]
    public async Task Read_Path_AnswersWith(string path, HttpStatusCode expected)
    {
        await using var node = await TestNode.StartAsync(ShopServices.Catalogue);

        using var answer = await node.GetAsync(path);

        answer.StatusCode.ShouldBe(expected);
    }
}
