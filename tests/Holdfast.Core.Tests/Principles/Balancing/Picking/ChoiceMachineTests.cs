using CsCheck;
using Holdfast.Core.Principles.Balancing.Picking;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

public sealed class ChoiceMachineTests
{
    private static readonly Gen<Contender> Contenders =
        Gen.Select(Gen.Double[0.01, 10], Gen.Double[0.001, 0.999], Gen.Int[0, 200], (weight, share, inFlight) => new Contender(weight, share, inFlight));

    [Fact]
    public void HandOver_BothIdleAndAlike_IsNeverWhateverTheWeights() =>
        Gen.Select(Contenders, Contenders).Sample((first, second) =>
            ChoiceMachine.HandOver(first with { InFlight = 0 }, second with { InFlight = 0 }, slower: 1).ShouldBe(0));

    [Fact]
    public void HandOver_SameWeightAndOneCallMore_IsCertain() =>
        ChoiceMachine.HandOver(new Contender(1, 0.5, 1), new Contender(1, 0.5, 0), slower: 1).ShouldBe(1);

    [Fact]
    public void HandOver_InProportionToTheirWeights_IsNever() =>
        ChoiceMachine.HandOver(new Contender(1.5, 0.75, 6), new Contender(0.5, 0.25, 2), slower: 1).ShouldBe(0, 1e-9);

    /// <summary>So that what chance moves one way it moves back as often: the reason why weights hold under noise.</summary>
    [Fact]
    public void HandOver_OfTwoNodesEitherWayRound_IsAsOftenTimesLikely() =>
        Gen.Select(Gen.Double[0.05, 0.95], Gen.Double[-5, 5]).Sample((share, imbalance) =>
        {
            var (first, second) = (new Contender(2 * share, share, 0), new Contender(2 * (1 - share), 1 - share, 0));
            // The same imbalance, once against the one and once against the other, in calls of the lighter of them.
            var there = share * Probability(first, second, imbalance);
            var back = (1 - share) * Probability(second, first, imbalance);
            there.ShouldBe(back, 1e-9);

            static double Probability(Contender one, Contender other, double by) => ChoiceMachine.HandOver(one, other, 1 + by);
        });

    [Fact]
    public void HandOver_SlowerFirstOrMoreInIt_IsNotLessLikely() =>
        Gen.Select(Contenders, Contenders, Gen.Double[0.01, 100], Gen.Double[1, 10]).Sample((first, second, slower, factor) =>
        {
            var handOver = ChoiceMachine.HandOver(first, second, slower);
            ChoiceMachine.HandOver(first, second, slower * factor).ShouldBeGreaterThanOrEqualTo(handOver);
            ChoiceMachine.HandOver(first with { InFlight = first.InFlight + 1 }, second, slower).ShouldBeGreaterThanOrEqualTo(handOver);
            ChoiceMachine.HandOver(first, second with { InFlight = second.InFlight + 1 }, slower).ShouldBeLessThanOrEqualTo(handOver);
        });

    [Fact]
    public void SlowerBy_LessThanTwofold_IsAlike() =>
        ChoiceMachine.SlowerBy(new News(-3, 0, 0), new News(-3.99f, 0, 0)).ShouldBe(1);

    [Fact]
    public void SlowerBy_NeverMeasured_IsAlike()
    {
        ChoiceMachine.SlowerBy(new News(LatencyMachine.Unknown, 0, 0), new News(-10, 0, 0)).ShouldBe(1);
        ChoiceMachine.SlowerBy(new News(5, 0, 0), new News(LatencyMachine.Unknown, 0, 0)).ShouldBe(1);
    }

    [Fact]
    public void SlowerBy_FailingAtOnce_IsSlowThoughItsAnswersWereQuick() =>
        ChoiceMachine.SlowerBy(new News(-12, 0, 20), new News(-8, 0, 0)).ShouldBe(32, 1e-6);

    [Fact]
    public void SlowerBy_NoNewsForLong_IsAlike() =>
        Gen.Select(Gen.Float[-17, 12], Gen.Float[-17, 12], Gen.Int[0, 1000]).Sample((one, other, failures) =>
            ChoiceMachine.SlowerBy(new News(one, 60, failures), new News(other, 60, 0)).ShouldBe(1));

    [Fact]
    public void SlowerBy_EitherWayRound_IsTheInverse() =>
        Gen.Select(Gen.Float[-17, 12], Gen.Double[0, 30], Gen.Int[0, 12], Gen.Float[-17, 12], Gen.Double[0, 30], Gen.Int[0, 12])
            .Sample((level, silence, failures, otherLevel, otherSilence, otherFailures) =>
            {
                var (one, other) = (new News(level, silence, failures), new News(otherLevel, otherSilence, otherFailures));
                (ChoiceMachine.SlowerBy(one, other) * ChoiceMachine.SlowerBy(other, one)).ShouldBe(1, 1e-9);
            });
}
