namespace Shop.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void Replace_me() => typeof(PlaceholderTests).Namespace.ShouldBe("Shop.Tests");
}
