using Shop.Nodes;

namespace Shop.Tests.Recommendations;

public sealed class RecommendationsServiceTests
{
    [Fact]
    public async Task Recommend_SameUserOnTwoNodes_IsTheSame()
    {
        await using var east = await TestNode.StartAsync(ShopServices.Recommendations);
        await using var west = await TestNode.StartAsync(ShopServices.Recommendations);

        var first = (await east.GetJsonAsync("/api/recommendations?user=u-1")).GetRawText();

        (await west.GetJsonAsync("/api/recommendations?user=u-1")).GetRawText().ShouldBe(first);
        (await west.GetJsonAsync("/api/recommendations?user=u-2")).GetRawText().ShouldNotBe(first);
        (await west.GetJsonAsync("/api/recommendations")).GetProperty("user").GetString().ShouldBe("anyone");
    }
}
