using CsCheck;
using Holdfast.Core.Evidence;
using Holdfast.Core.Principles.Balancing.Picking;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

public sealed class AliasTableTests
{
    [Fact]
    public void Share_AnyWeights_IsThatOfTheWeight() =>
        Gen.Int[1, 1000].Array[1, 60].Sample(weights =>
        {
            var table = new AliasTable(weights);
            var total = weights.Sum();
            for (var i = 0; i < weights.Length; i++) table.Share(i).ShouldBe((double)weights[i] / total, 1e-12);
        });

    [Fact]
    public void At_EvenlySpacedDraws_FallToEachIndexByItsShare()
    {
        const int Draws = 100_000;
        var table = new AliasTable([5, 3, 2, 1, 1000]);
        var counts = new int[table.Count];
        for (var i = 0; i < Draws; i++) counts[table.At((i + 0.5) / Draws)]++;

        // Every slot's border may cut one step in two.
        for (var i = 0; i < counts.Length; i++) ((double)counts[i]).ShouldBe(Draws * table.Share(i), 2 * table.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public void At_LargestDraw_IsAnIndex(int count) =>
        new AliasTable(Enumerable.Range(1, count).ToArray()).At(Math.BitDecrement(1.0)).ShouldBeInRange(0, count - 1);

    [Fact]
    public void At_RandomDraws_HoldTheWeights()
    {
        var random = new SplitMixRandom(7);
        int[] weights = [7, 1, 4, 4, 100];
        var table = new AliasTable(weights);
        var counts = new int[weights.Length];
        for (var i = 0; i < 50_000; i++) counts[table.At(random.NextDouble())]++;

        ChiSquared.ShouldHold(counts, weights);
    }
}
