using CsCheck;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Plan;

public sealed class NearestTests
{
    [Theory]
    [InlineData("timout", "timeout")]
    [InlineData("tiemout", "timeout")]
    [InlineData("Retry", "retry")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void Word_WithASlip_FindsTheNearest(string written, string? expected) =>
        Nearest.Find(written, ["timeout", "retry", "match"]).ShouldBe(expected);

    [Theory]
    [InlineData("ab", "ba", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    public void Distance_CountsSlips(string a, string b, int slips) => Nearest.Distance(a, b).ShouldBe(slips);

    [Fact]
    public void Distance_OfAnyTwoWords_IsSymmetric()
    {
        var word = Gen.String[Gen.Char['a', 'e'], 0, 12];
        Gen.Select(word, word).Sample((a, b) => Nearest.Distance(a, b) == Nearest.Distance(b, a));
    }
}
