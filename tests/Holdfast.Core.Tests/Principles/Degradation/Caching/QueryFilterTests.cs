using Holdfast.Core.Principles.Degradation.Caching;

namespace Holdfast.Core.Tests.Principles.Degradation.Caching;

public sealed class QueryFilterTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("?", "?")]
    [InlineData("?id=1", "?id=1")]
    [InlineData("?utm_source=a", "")]
    [InlineData("?utm_source=a&id=1", "?id=1")]
    [InlineData("?id=1&utm_source=a", "?id=1")]
    [InlineData("?id=1&utm_source=a&x=&y", "?id=1&x=&y")]
    [InlineData("?utm%5Fsource=a&id=1", "?id=1")]
    [InlineData("?fbclid&id=1", "?id=1")]
    [InlineData("?fbclid2&id=1", "?fbclid2&id=1")]
    [InlineData("?UTM_source=a", "?UTM_source=a")]
    public void Of_Ignored_FallAway(string query, string kept) => new QueryFilter([], ["utm_*", "fbclid"]).Of(query).ShouldBe(kept);

    [Theory]
    [InlineData("?id=1&x=2", "?id=1")]
    [InlineData("?x=2&id=1&id=3", "?id=1&id=3")]
    [InlineData("?x=2", "")]
    public void Of_OnlyThese_AreKept(string query, string kept) => new QueryFilter(["id"], []).Of(query).ShouldBe(kept);

    [Fact]
    public void Of_NothingFallsAway_IsTheSameObject()
    {
        const string query = "?id=1&x=2";
        new QueryFilter([], ["utm_*"]).Of(query).ShouldBeSameAs(query);
        new QueryFilter([], []).Of(query).ShouldBeSameAs(query);
    }
}
