namespace Holdfast.Core.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void Replace_me() => typeof(PlaceholderTests).Namespace.ShouldBe("Holdfast.Core.Tests");
}
