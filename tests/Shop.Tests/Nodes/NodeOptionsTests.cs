using Shop.Nodes;

namespace Shop.Tests.Nodes;

public sealed class NodeOptionsTests
{
    [Fact]
    public void TryParse_AllSettings_AreRead()
    {
        NodeOptions.TryParse(
            ["--service", "orders", "--version", "v2", "--zone", "west", "--url", "http://127.0.0.1:5000", "--name", "o-1", "--seed", "9", "--slots", "3"],
            out var options,
            out _).ShouldBeTrue();

        options.ShouldBe(new NodeOptions
        {
            Service = "orders", Version = "v2", Zone = "west", Url = new Uri("http://127.0.0.1:5000"), Name = "o-1", Seed = 9, Slots = 3,
        });
    }

    [Theory]
    [InlineData("'--slots 0'", "--service", "orders", "--slots", "0")]
    [InlineData("'--colour red'", "--service", "orders", "--colour", "red")]
    [InlineData("'--seed'", "--service", "orders", "--seed")]
    [InlineData("'--url https://127.0.0.1'", "--service", "orders", "--url", "https://127.0.0.1")]
    [InlineData("accounts, coupons", "--service", "order")]
    [InlineData("accounts, coupons")]
    public void TryParse_Mistake_IsNamed(string expected, params string[] arguments)
    {
        NodeOptions.TryParse(arguments, out _, out var error).ShouldBeFalse();
        error.ShouldContain(expected);
    }
}
