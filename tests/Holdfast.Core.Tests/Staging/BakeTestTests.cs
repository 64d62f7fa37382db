using Holdfast.Core.Evidence;
using Holdfast.Core.Staging;

namespace Holdfast.Core.Tests.Staging;

/// <summary>Whether bad calls have become more frequent, looked at once a second for as long as a plan is watched.</summary>
public sealed class BakeTestTests
{
    private const double Alpha = 0.01;

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    [InlineData(0.2)]
    public void Plan_UnderWhichCallsGoAsBefore_IsRarelyCalledWorse(double ratio)
    {
        var (random, worse) = (new SplitMixRandom(7), 0);
        for (var run = 0; run < 1_000; run++)
        {
            var test = new BakeTest(Alpha, 1_000, Bad(1_000));
            long bad = 0;
            for (var second = 1; second <= 120; second++)
            {
                bad += Bad(100);
                if (!test.IsWorse(second * 100, bad)) continue;
                worse++;
                break;
            }
        }

        worse.ShouldBeLessThanOrEqualTo(10);

        long Bad(int calls) => Enumerable.Range(0, calls).LongCount(_ => random.NextDouble() < ratio);
    }

    [Theory]
    [InlineData(10_000, 0, 1.0, 5)]
    [InlineData(10_000, 0, 0.1, 200)]
    [InlineData(1_000, 10, 0.2, 300)]
    [InlineData(50, 0, 1.0, 30)]
    [InlineData(0, 0, 1.0, 40)]
    public void Plan_UnderWhichMoreCallsAreBad_IsCalledWorseWithin(long calls, long bad, double ratio, int within)
    {
        var (test, random, seen) = (new BakeTest(Alpha, calls, bad), new SplitMixRandom(3), 0L);

        var found = Enumerable.Range(1, 10_000).First(call =>
        {
            if (random.NextDouble() < ratio) seen++;
            return test.IsWorse(call, seen);
        });

        found.ShouldBeLessThanOrEqualTo(within);
    }

    /// <summary>Hours of a busy interface, all of them bad: no number of it is too large to be weighed.</summary>
    [Fact]
    public void Evidence_OfMillionsOfCalls_IsStillANumber()
    {
        var test = new BakeTest(Alpha, 1_000_000, 100);

        test.IsWorse(50_000_000, 50_000_000).ShouldBeTrue();
        test.IsWorse(50_000_000, 5_000).ShouldBeFalse();
        test.IsWorse(0, 0).ShouldBeFalse();
    }
}
