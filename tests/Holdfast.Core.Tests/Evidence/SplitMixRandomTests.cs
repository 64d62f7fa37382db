using Holdfast.Core.Evidence;

namespace Holdfast.Core.Tests.Evidence;

public sealed class SplitMixRandomTests
{
    /// <summary>Chi-squared with 15 degrees of freedom exceeds this in one run of a thousand; the seed is fixed.</summary>
    private const double Critical = 37.70;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(2026)]
    public void Next_ManyDraws_AreEven(ulong seed)
    {
        const int Cells = 16, Draws = 160_000;
        var random = new SplitMixRandom(seed);
        var counts = new int[Cells];
        for (var i = 0; i < Draws; i++) counts[random.Next(Cells)]++;

        counts.Sum(count => Math.Pow(count - (Draws / Cells), 2) / (Draws / Cells)).ShouldBeLessThan(Critical);
    }

    [Fact]
    public void NextDouble_SameSeed_RepeatsItself()
    {
        var (one, two) = (new SplitMixRandom(5), new SplitMixRandom(5));
        for (var i = 0; i < 100; i++)
        {
            var value = one.NextDouble();
            value.ShouldBe(two.NextDouble());
            value.ShouldBeInRange(0, 0.9999999999999999);
        }
    }
}
