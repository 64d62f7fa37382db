using Holdfast.Core.Evidence;

namespace Holdfast.Core.Tests.Evidence;

/// <summary>What the test promises, over thousands of runs with fixed seeds.</summary>
public sealed class SequentialTestTests
{
    private const double Alpha = 0.01;
    private const int Runs = 4_000;

    /// <summary>What is promised of all runs there could be, and twice what so many of them are off by chance.</summary>
    private static readonly double Bound = Alpha + (2 * Math.Sqrt(Alpha * (1 - Alpha) / Runs));

    [Fact]
    public void Evidence_OfNothing_IsOne()
    {
        var test = new SequentialTest(Alpha);

        (test.Evidence, test.IsWorse).ShouldBe((1, false));
    }

    /// <summary>By hand: of one ratio r, a canary's bad event at half of the calls counts r / (0.5 + 0.5 r).</summary>
    [Fact]
    public void Evidence_OfOneBadEvent_IsTheMeanOfTheRatios()
    {
        double[] ratios = [1.5, 2, 4, 8, 16, 32, 64];
        var (canary, rest) = (new SequentialTest(Alpha), new SequentialTest(Alpha));

        canary.Bad(isCanary: true, 0.5);
        rest.Bad(isCanary: false, 0.5);

        canary.Evidence.ShouldBe(ratios.Average(static r => r / (0.5 + (0.5 * r))), 1e-12);
        rest.Evidence.ShouldBe(ratios.Average(static r => 1 / (0.5 + (0.5 * r))), 1e-12);
    }

    /// <summary>Whatever comes next, the mean of the evidence does not grow under a canary that is no worse: the ground of all else.</summary>
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Evidence_OfTheNextEvent_IsInTheMeanWhatItWas(double share)
    {
        var (canary, rest) = (new SequentialTest(Alpha), new SequentialTest(Alpha));
        canary.Bad(isCanary: true, share);
        rest.Bad(isCanary: false, share);

        ((share * canary.Evidence) + ((1 - share) * rest.Evidence)).ShouldBe(1, 1e-12);
    }

    [Theory]
    [InlineData(0.01, 1.0, 1)]
    [InlineData(0.1, 1.0, 2)]
    [InlineData(0.5, 1.0, 3)]
    [InlineData(0.1, 0.3, 4)]
    public void Canary_NoWorse_IsCalledWorseInFewerRunsThanAlpha(double share, double ratio, ulong seed)
    {
        var random = new SplitMixRandom(seed);
        var chance = share * ratio / (1 - share + (share * ratio));

        var alarms = Enumerable.Range(0, Runs).Count(_ =>
        {
            var test = new SequentialTest(Alpha);
            for (var bad = 0; bad < 1_000 && !test.IsWorse; bad++) test.Bad(random.NextDouble() < chance, share);
            return test.IsWorse;
        });

        ((double)alarms / Runs).ShouldBeLessThan(Bound, $"{alarms} of {Runs}");
    }

    /// <summary>A share that grows step by step: each event counts by the share under which its call was given to a side.</summary>
    [Fact]
    public void Canary_NoWorseUnderAGrowingShare_IsCalledWorseInFewerRunsThanAlpha()
    {
        var random = new SplitMixRandom(5);
        double[] steps = [0.01, 0.1, 0.5];

        var alarms = Enumerable.Range(0, Runs).Count(_ =>
        {
            var test = new SequentialTest(Alpha);
            for (var bad = 0; bad < 900 && !test.IsWorse; bad++) test.Bad(random.NextDouble() < steps[bad / 300], steps[bad / 300]);
            return test.IsWorse;
        });

        ((double)alarms / Runs).ShouldBeLessThan(Bound, $"{alarms} of {Runs}");
    }

    /// <summary>The rest fails as well: a broken backend is not the canary's doing, however much of it there is.</summary>
    [Fact]
    public void Canary_WhereEverythingFails_IsNotCalledWorse()
    {
        var (random, test) = (new SplitMixRandom(6), new SequentialTest(Alpha));

        for (var bad = 0; bad < 100_000; bad++) test.Bad(random.NextDouble() < 0.1, 0.1);

        test.IsWorse.ShouldBeFalse();
    }

    /// <param name="requestsMax">Of the canary, in half of the runs: about 90 and 360 are promised, and a tenth more is granted.</param>
    [Theory]
    [InlineData(0.5, 0.001, 0.1, 100, 7)]
    [InlineData(0.05, 0.001, 0.011, 400, 8)]
    public void Canary_ThatIsWorse_IsFoundWithinFewOfItsRequests(double share, double usual, double canary, int requestsMax, ulong seed)
    {
        var random = new SplitMixRandom(seed);

        var taken = Enumerable.Range(0, Runs).Select(_ =>
        {
            var (test, requests) = (new SequentialTest(Alpha), 0);
            while (!test.IsWorse && requests < 100_000)
            {
                var isCanary = random.NextDouble() < share;
                if (isCanary) requests++;
                if (random.NextDouble() < (isCanary ? canary : usual)) test.Bad(isCanary, share);
            }

            return requests;
        }).ToList();

        taken.ShouldAllBe(static requests => requests < 100_000);
        taken.Order().ElementAt(Runs / 2).ShouldBeLessThan(requestsMax, $"mean {taken.Average():0}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    public void Share_ThatIsNone_IsRefused(double share)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new SequentialTest(share));
        Should.Throw<ArgumentOutOfRangeException>(() => new SequentialTest(Alpha).Bad(isCanary: true, share));
    }
}
