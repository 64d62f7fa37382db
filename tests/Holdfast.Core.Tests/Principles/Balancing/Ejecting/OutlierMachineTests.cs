using CsCheck;
using Holdfast.Core.Evidence;
using Holdfast.Core.Principles.Balancing.Ejecting;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

public sealed class OutlierMachineTests
{
    private const double RatioMin = 0.2;

    [Theory]
    [InlineData(18, 19, 112, 0, true, "half of a quarter second's attempts, the others well")]
    [InlineData(25, 75, 290, 10, true, "a quarter of a hundred, the others at 3%")]
    [InlineData(16, 4, 60, 0, false, "four of twenty may be chance")]
    [InlineData(170, 30, 600, 0, false, "15% is below the floor")]
    [InlineData(50, 50, 150, 150, false, "the others fail as much")]
    [InlineData(0, 9, 1000, 0, false, "too few attempts")]
    [InlineData(5, 5, 500, 0, true, "half of ten, where the others had hundreds")]
    [InlineData(5, 5, 30, 0, false, "half of ten, where the others had few")]
    [InlineData(0, 100, 19, 0, false, "nothing to compare with")]
    public void FailsMore_Counts_IsSureOfNoChance(int good, int failed, int othersGood, int othersFailed, bool expected, string why) =>
        (OutlierMachine.FailsMore(Counts(good, failed), Counts(othersGood, othersFailed), RatioMin, nodes: 2) > 0).ShouldBe(expected, why);

    [Theory]
    [InlineData(4, true)]
    [InlineData(5_000, false)]
    public void FailsMore_WorstOfMany_NeedsMoreThanOneOfFew(int nodes, bool expected) =>
        (OutlierMachine.FailsMore(Counts(5, 5), Counts(500, 0), RatioMin, nodes) > 0).ShouldBe(expected);

    [Fact]
    public void Likelihood_AnyCounts_IsNeverNegativeAndZeroForEqualRatios() =>
        Gen.Select(Gen.Int[0, 500], Gen.Int[0, 500], Gen.Int[0, 500], Gen.Int[0, 500], Gen.Int[1, 9]).Sample((good, failed, othersGood, othersFailed, times) =>
        {
            OutlierMachine.Likelihood(Counts(good, failed), Counts(othersGood, othersFailed)).ShouldBeGreaterThanOrEqualTo(-1e-9);
            OutlierMachine.Likelihood(Counts(good, failed), Counts(good * times, failed * times)).ShouldBe(0, 1e-6);
        });

    [Theory]
    [InlineData(2, 200, true)]
    [InlineData(2, 10, false)]
    [InlineData(100, 250, false)]
    [InlineData(100, 350, true)]
    public void IsSlow_Milliseconds_NeedsBothTheMultipleAndTheDifference(int others, int own, bool expected) =>
        OutlierMachine.IsSlow(LogScale.Of(TimeSpan.FromMilliseconds(own)), LogScale.Of(TimeSpan.FromMilliseconds(others)), times: 3).ShouldBe(expected);

    [Theory]
    [InlineData(2, 6_000, 0, true, "two late of a busy service in which none is")]
    [InlineData(2, 6_000, 20, false, "one in three hundred is late anyway")]
    [InlineData(3, 6_000, 20, true, "but hardly three in a row")]
    [InlineData(4, 380, 20, false, "one in twenty is late anyway")]
    [InlineData(20, 0, 0, true, "nothing known: a coin thrown so often")]
    [InlineData(5, 0, 0, false, "nothing known")]
    public void IsRowBeyondChance_Counts_AsksForMoreWhereOthersAreLate(int row, int othersGood, int othersFailed, bool expected, string why) =>
        OutlierMachine.IsRowBeyondChance(row, Counts(othersGood, othersFailed)).ShouldBe(expected, why);

    [Theory]
    [InlineData(20, 0, 20, 20, true, "all slow, and none")]
    [InlineData(20, 12, 20, 3, false, "twelve and three of twenty")]
    [InlineData(200, 120, 200, 30, true, "as many of ten times as many answers")]
    [InlineData(20, 10, 20, 10, false, "alike")]
    public void IsSlowBeyondChance_QuickAndSlowAnswers_NeedsEnoughOfThem(int answers, int slow, int othersAnswers, int othersSlow, bool expected, string why)
    {
        var (node, other) = (Mixed(answers, slow), Mixed(othersAnswers, othersSlow));
        (OutlierMachine.IsSlowBeyondChance(node, other, nodes: 2) || OutlierMachine.IsSlowBeyondChance(other, node, nodes: 2)).ShouldBe(expected, why);
    }

    private static EjectCounts Mixed(int answers, int slow)
    {
        var (a, b) = (LogScale.Of(TimeSpan.FromMilliseconds(2)), LogScale.Of(TimeSpan.FromSeconds(1)));
        return new EjectCounts(answers, 0, answers, ((answers - slow) * a) + (slow * b), ((answers - slow) * a * a) + (slow * b * b));
    }

    private static EjectCounts Counts(int good, int failed) => new(good, failed, 0, 0, 0);
}
