using Shop.Load;

namespace Shop.Tests.Load;

public sealed class PopularityTests
{
    [Fact]
    public void RankOf_AnyDraw_IsARank() => Gen.Select(Gen.Int[1, 600], Gen.Double[0, 1]).Sample((count, draw) =>
        new Popularity(count).RankOf(draw).ShouldBeInRange(0, count - 1));

    [Fact]
    public void RankOf_DrawsInOrder_NeverFalls() => Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1]).Sample((one, other) =>
    {
        var popularity = new Popularity(20);
        popularity.RankOf(Math.Min(one, other)).ShouldBeLessThanOrEqualTo(popularity.RankOf(Math.Max(one, other)));
    });
}
