using Holdfast.Core.Evidence;
using Holdfast.Core.Principles.Balancing.Ejecting;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

public sealed class DoubtMachineTests
{
    [Theory]
    [InlineData(1, 0.0005, true)]
    [InlineData(1, 0.002, false)]
    [InlineData(2, 0.002, true)]
    [InlineData(2, 0.1, false)]
    [InlineData(4, 0.1, true)]
    [InlineData(0, 0, false)]
    public void IsDoubtful_ByWhatOthersFail_AsksForMoreWhereFailingIsCommon(int row, double failing, bool expected) =>
        DoubtMachine.IsDoubtful(row, failing).ShouldBe(expected);

    /// <summary>Before anything is known: three in a row may be chance.</summary>
    [Fact]
    public void IsDoubtful_NothingIsKnown_TakesTen()
    {
        var unknown = new DoubtState().Failing;

        DoubtMachine.IsDoubtful(9, unknown).ShouldBeFalse();
        DoubtMachine.IsDoubtful(10, unknown).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, true)]
    [InlineData(1, 1, false)]
    [InlineData(0, 2, true)]
    [InlineData(1, 2, false)]
    [InlineData(1, 3, true)]
    [InlineData(2, 3, false)]
    [InlineData(2, 4, false)]
    [InlineData(2, 5, true)]
    public void HasRoom_OthersInDoubt_NoMoreThanHalfOfAll(int doubted, int others, bool expected) =>
        DoubtMachine.HasRoom(doubted, others).ShouldBe(expected);

    [Fact]
    public void Trust_OverTime_IsNoneThenATrickleThenAll()
    {
        Seconds(1, 0).ShouldBe(0);
        Seconds(1, 0.99).ShouldBe(0);
        Seconds(1, 1).ShouldBe(DoubtMachine.TrustFirst);
        Seconds(1, 1.5).ShouldBe(0.5);
        Seconds(1, 2).ShouldBe(1);
        Seconds(2, 1.9).ShouldBe(0);
        Seconds(3, 7.9).ShouldBeInRange(0.9, 1);
        Seconds(1_000_000, 16).ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Trust_NoFailures_IsAll(int row) => Seconds(row, 0).ShouldBe(1);

    /// <summary>Clocks that jump, rows of any length: trust is a share, grows with silence, and comes back in the end whatever was.</summary>
    [Fact]
    public void Trust_AnyRowAndTime_NeverShrinksWithSilenceAndAlwaysReturns()
    {
        var random = new SplitMixRandom(11);
        for (var i = 0; i < 20_000; i++)
        {
            var row = random.Next(50) == 0 ? int.MaxValue : random.Next(20);
            var silence = TimeSpan.FromSeconds((random.NextDouble() * 7_200) - 3_600);
            var later = silence + TimeSpan.FromSeconds(random.NextDouble() * 10);
            var (now, then) = (DoubtMachine.Trust(row, silence), DoubtMachine.Trust(row, later));

            now.ShouldBeInRange(0, 1);
            then.ShouldBeGreaterThanOrEqualTo(now);
            if (row > 0 && silence < DoubtMachine.Shortest) now.ShouldBe(0);
            DoubtMachine.Lasts(row).ShouldBeInRange(DoubtMachine.Shortest, DoubtMachine.Longest);
            DoubtMachine.Trust(row, 2 * DoubtMachine.Longest).ShouldBe(1);
        }
    }

    private static double Seconds(int row, double silence) => DoubtMachine.Trust(row, TimeSpan.FromSeconds(silence));
}
