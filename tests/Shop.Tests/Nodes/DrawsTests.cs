using Shop.Nodes;

namespace Shop.Tests.Nodes;

public sealed class DrawsTests
{
    [Fact]
    public void Next_SameSeed_SameSequence()
    {
        var one = new Draws(7);
        var other = new Draws(7);

        Take(one).ShouldBe(Take(other));
        Take(new Draws(8)).ShouldNotBe(Take(new Draws(7)));
    }

    [Fact]
    public void Next_ManyDraws_AreEvenOverTheirRange()
    {
        var draws = new Draws(1);
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++)
            counts[(int)(draws.Next() * 10)]++;

        counts.ShouldAllBe(count => count > 9_500 && count < 10_500);
    }

    [Fact]
    public void Hits_RatioZeroAndOne_NeverAndAlways()
    {
        var draws = new Draws(1);

        Enumerable.Range(0, 1_000).ShouldAllBe(_ => !draws.Hits(0));
        Enumerable.Range(0, 1_000).ShouldAllBe(_ => draws.Hits(1));
    }

    private static double[] Take(Draws draws) => [.. Enumerable.Range(0, 100).Select(_ => draws.Next())];
}
