namespace Holdfast.Gateway.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void Replace_me() => typeof(PlaceholderTests).Namespace.ShouldBe("Holdfast.Gateway.Tests");
}
