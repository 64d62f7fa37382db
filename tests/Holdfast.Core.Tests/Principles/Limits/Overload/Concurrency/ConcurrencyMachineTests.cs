using CsCheck;
using Holdfast.Core.Principles.Limits.Overload;
using Holdfast.Core.Principles.Limits.Overload.Concurrency;

namespace Holdfast.Core.Tests.Principles.Limits.Overload.Concurrency;

public sealed class ConcurrencyMachineTests
{
    private const long Frequency = 1_000;
    private static readonly OverloadPlan Plan = OverloadPlans.Read("min: 4, start: 20, max: 200");
    private static readonly ConcurrencyMachine Sure = new(20) { IsChecked = true, CheckedAt = 0 };

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.4)]
    public void Steady_NobodyHeldBack_ChangesNothing(double ratio)
    {
        Sure.Next(new(100, ratio, IsLimited: false, 10, 10), Plan, 100, Frequency, out var lesson).ShouldBe(Sure);
        lesson.ShouldBe(BaseLesson.Follow);
    }

    [Fact]
    public void Steady_MoreThanHalfTakenAndNobodyHeldBack_TeachesOnlyWhatIsQuicker()
    {
        Sure.Next(new(100, 9, IsLimited: false, 15, 15), Plan, 100, Frequency, out var lesson).ShouldBe(Sure);
        lesson.ShouldBe(BaseLesson.Fall);
    }

    [Fact]
    public void Steady_HeldBackAndQuick_Grows() => Next(Sure, 1.0).Limit.ShouldBeInRange(22, 30);

    [Fact]
    public void Steady_HeldBackAndSlowTwice_Shrinks() => Next(Next(Sure, 2.4), 2.4).Limit.ShouldBeInRange(10, 19);

    [Fact]
    public void Steady_HeldBackAndSlowOnce_Stays() => Next(Next(Next(Sure, 2.4), 1.7), 2.4).Limit.ShouldBe(20, 1);

    [Fact]
    public void Steady_SlowAndMostPlacesFree_Stays() => Next(Next(Sure, 2.4, load: 8), 2.4, load: 8).Limit.ShouldBe(20);

    [Fact]
    public void Steady_TurnedAwayTwice_Shrinks()
    {
        var reading = new ConcurrencyReading(100, 8, true, 8, 8, IsTurnedAway: true);
        Sure.Next(reading, Plan, 400, Frequency, out _).Next(reading, Plan, 500, Frequency, out _).Limit.ShouldBeLessThan(20);
    }

    [Fact]
    public void Steady_AtTheSlack_Stays() => Next(Sure, 1.8).Limit.ShouldBe(20, 0.5);

    [Fact]
    public void Steady_FewAttempts_DecideNothing() =>
        Sure.Next(new(ConcurrencyMachine.SamplesMin - 1, 9, true, 20, 20), Plan, 100, Frequency, out _).ShouldBe(Sure);

    [Fact]
    public void Check_OfAQueue_GoesALittleBelowItsEnd()
    {
        // Three times what is usual with 20 in flight: by Little's law the queue ends at 6.7.
        var check = Next(Sure with { Limit = 24 }, 3, load: 20, now: 60_000);

        check.Phase.ShouldBe(ConcurrencyPhase.Checking);
        check.Limit.ShouldBe(20 * 0.8 / 3, 0.01);
    }

    [Fact]
    public void Check_ThatConfirms_GivesThePlacesBackAndTakesNoneMore()
    {
        var check = Next(Sure with { Limit = 30 }, 2, load: 30, now: 60_000);
        var after = check.Next(new(100, 1.0, true, check.Limit, 12), Plan, 60_100, Frequency, out var lesson);

        lesson.ShouldBe(BaseLesson.Take);
        after.Phase.ShouldBe(ConcurrencyPhase.Steady);
        after.IsChecked.ShouldBeTrue();
        // Fifteen at once without a queue: half as many may wait, and their square root.
        after.Limit.ShouldBe(26.4, 0.1);
    }

    [Fact]
    public void Check_ThatTakesAsLong_IsMadeTwiceBeforeItCounts()
    {
        var check = Next(Sure with { Limit = 60 }, 3, load: 60, now: 60_000);
        var second = check.Next(new(100, 3, true, check.Limit, 16), Plan, 60_100, Frequency, out var lesson);
        lesson.ShouldBe(BaseLesson.None);
        second.Limit.ShouldBe(check.Limit);

        var after = second.Next(new(100, 3, true, check.Limit, 16), Plan, 60_200, Frequency, out lesson);

        lesson.ShouldBe(BaseLesson.Take);
        after.Limit.ShouldBe(60);
        // Were the places just being filled, the next cohort will tell.
        after.IsChecked.ShouldBeFalse();
    }

    [Fact]
    public void Check_ThatStalledForAMoment_ChangesNothing()
    {
        var check = Next(Sure with { Limit = 60 }, 3, load: 60, now: 60_000);
        var second = check.Next(new(100, 3, true, check.Limit, 16), Plan, 60_100, Frequency, out _);
        var after = second.Next(new(100, 1, true, check.Limit, 16), Plan, 60_200, Frequency, out _);

        after.Phase.ShouldBe(ConcurrencyPhase.Steady);
        after.IsChecked.ShouldBeTrue();
    }

    [Fact]
    public void Check_WhereWhatWasUsualWasAQueue_GoesOnDownwards()
    {
        var machine = new ConcurrencyMachine(100);
        var (usual, now) = (100 / 16.0, 0L);
        for (var i = 0; i < 60 && usual > 1.1; i++)
        {
            // Sixteen servers, each of them always busy: the latency is in proportion to what is in flight.
            var took = Math.Max(1, machine.Limit / 16);
            machine = machine.Next(new(100, took / usual, true, machine.Limit, 100), Plan, now += 100, Frequency, out var lesson);
            usual = new LatencyBase(usual).Learn(took, 100, lesson).Ticks;
        }

        usual.ShouldBe(1, 0.1);
        now.ShouldBeLessThan(3_000);
    }

    [Fact]
    public void Check_WhenNobodyComesAnyMore_IsGivenUp()
    {
        var check = Next(Sure with { Limit = 60 }, 3, load: 60, now: 60_000);
        check.Next(new(3, 1, false, 1, 1), Plan, 60_100, Frequency, out _).Limit.ShouldBe(60);
    }

    [Fact]
    public void Limit_AnyEvidence_StaysWithinItsBounds() => Readings.Array[1, 60].Sample(readings =>
    {
        var (machine, now) = (new ConcurrencyMachine(Plan.Start), 0L);
        foreach (var reading in readings)
        {
            machine = machine.Next(reading, Plan, now += 300, Frequency, out _);
            machine.Limit.ShouldBeInRange(Plan.Min, Plan.Max);
        }
    });

    [Fact]
    public void Limit_AnyEvidenceBefore_ComesBackWhenAnswersAreQuick() => Readings.Array[1, 40].Sample(readings =>
    {
        var (machine, now) = (new ConcurrencyMachine(Plan.Start), 0L);
        foreach (var reading in readings) machine = machine.Next(reading, Plan, now += 300, Frequency, out _);
        for (var i = 0; i < 60; i++) machine = machine.Next(new(100, 1, true, machine.Limit, 100), Plan, now += 300, Frequency, out _);
        machine.Limit.ShouldBe(Plan.Max, Plan.Max * 0.5);
    });

    private static Gen<ConcurrencyReading> Readings => Gen.Select(Gen.Int[0, 500], Gen.Double[0.1, 12], Gen.Bool, Gen.Double[1, 300]).Select(
        static (samples, ratio, limited, load) => new ConcurrencyReading(samples, ratio, limited, load, (int)load));

    private static ConcurrencyMachine Next(ConcurrencyMachine machine, double ratio, double? load = null, long now = 500) =>
        machine.Next(new(100, ratio, IsLimited: true, load ?? machine.Limit, (int)machine.Limit), Plan, now, Frequency, out _);
}
