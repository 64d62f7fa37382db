namespace Holdfast.Cli.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void Replace_me() => typeof(PlaceholderTests).Namespace.ShouldBe("Holdfast.Cli.Tests");
}
