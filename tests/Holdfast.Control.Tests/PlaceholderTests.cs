namespace Holdfast.Control.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void Replace_me() => typeof(PlaceholderTests).Namespace.ShouldBe("Holdfast.Control.Tests");
}
