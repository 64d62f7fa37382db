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
    public void Steady_TurnedAwayTwice_AsksForWhatWasKept()
    {
        var reading = new ConcurrencyReading(100, 1, true, 20, 20, Away: 0.6, AwayTime: 0.2);
        Sure.Next(reading, Plan, 400, Frequency, out _).Next(reading, Plan, 500, Frequency, out _).Limit.ShouldBe(16);
    }

    [Fact]
    public void Steady_TurnedAwayOnce_Stays() =>
        Sure.Next(new(100, 1, true, 20, 20, Away: 0.6, AwayTime: 0.2), Plan, 400, Frequency, out _).Limit.ShouldBe(20);

    [Fact]
    public void Steady_QuickAfterItWasTurnedAway_AsksForMoreOnlyAfterAWhile()
    {
        var away = new ConcurrencyReading(100, 1, true, 20, 20, Away: 0.6, AwayTime: 0.2);
        var kept = Sure.Next(away, Plan, 400, Frequency, out _).Next(away, Plan, 500, Frequency, out _);

        Next(kept, 1, now: 3_400).Limit.ShouldBe(16);
        Next(kept, 1, now: 3_600).Limit.ShouldBeGreaterThan(17);
    }

    [Fact]
    public void Press_FarTooLateTwice_LooksForTheEndOfTheQueueAtOnce()
    {
        var machine = new ConcurrencyMachine(100);
        var once = Press(machine, Late);
        once.Phase.ShouldBe(ConcurrencyPhase.Steady);

        var twice = Press(once, Late);

        twice.Phase.ShouldBe(ConcurrencyPhase.Checking);
        twice.Limit.ShouldBe(25);
        twice.IsGlance.ShouldBeTrue();
    }

    [Fact]
    public void Press_OneGoodLookInBetween_BeginsAnew() =>
        Press(Press(Press(new ConcurrencyMachine(100), Late), Late with { Ratio = 1.5 }), Late).Phase.ShouldBe(ConcurrencyPhase.Steady);

    [Fact]
    public void Press_FewCameBack_SaysNothing()
    {
        var few = Late with { Samples = 9 };
        Press(Press(new ConcurrencyMachine(100), few), few).Phase.ShouldBe(ConcurrencyPhase.Steady);
    }

    [Fact]
    public void Press_OnlyWhatCameBackIsLate_SaysNothing()
    {
        // A pause is over, and those that waited for it come back; the others are not late.
        var paused = Late with { Stretch = 1.5 };
        Press(Press(new ConcurrencyMachine(100), paused), paused).Phase.ShouldBe(ConcurrencyPhase.Steady);
    }

    [Fact]
    public void Press_RightAfterACheck_Waits()
    {
        var machine = Sure with { Limit = 100, CheckedAt = 400 };
        Press(Press(machine, Late), Late).Phase.ShouldBe(ConcurrencyPhase.Steady);
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
        second.IsGlance.ShouldBeTrue();

        var after = second.Next(new(100, 3, true, check.Limit, 16), Plan, 60_200, Frequency, out lesson);

        lesson.ShouldBe(BaseLesson.Take);
        after.Limit.ShouldBe(60);
        // Were the places just being filled, the next cohort will tell.
        after.IsChecked.ShouldBeFalse();
    }

    [Fact]
    public void Check_FurtherDownThatTakesAsLong_GivesThePlacesWhichTheSlowerServiceHasUseFor()
    {
        // It takes ten times as long and has 24 servers: at 100 at once there is a queue, at 25 and below there is none.
        var slow = Sure with { Limit = 100 };
        var first = Next(slow, 41, load: 100, now: 60_000);
        var further = first.Next(new(100, 10, true, first.Limit, 25), Plan, 60_300, Frequency, out _);
        further.Limit.ShouldBeLessThan(first.Limit);
        var second = further.Next(new(20, 10, true, further.Limit, 6), Plan, 60_600, Frequency, out _);
        second.Limit.ShouldBe(further.Limit);

        var after = second.Next(new(20, 10, true, second.Limit, 6), Plan, 60_900, Frequency, out var lesson);

        lesson.ShouldBe(BaseLesson.Take);
        after.Limit.ShouldBe(25 * 1.7, 0.1);
    }

    [Fact]
    public void Glance_ThatFindsItUsual_IsFollowedByACarefulLook()
    {
        var glance = Press(Press(new ConcurrencyMachine(100), Late), Late);
        var look = glance.Next(new(15, 1.1, true, 25, 25), Plan, 900, Frequency, out var lesson);

        lesson.ShouldBe(BaseLesson.None);
        look.Phase.ShouldBe(ConcurrencyPhase.Checking);
        look.IsGlance.ShouldBeFalse();
        look.Limit.ShouldBe(glance.Limit);
    }

    [Fact]
    public void Check_ThatStalledForAMoment_ChangesNothing()
    {
        var check = Next(Sure with { Limit = 60 }, 3, load: 60, now: 60_000);
        var second = check.Next(new(100, 3, true, check.Limit, 16), Plan, 60_100, Frequency, out _);
        var careful = second.Next(new(15, 1, true, check.Limit, 16), Plan, 60_200, Frequency, out _);
        var after = careful.Next(new(100, 1, true, check.Limit, 16), Plan, 60_300, Frequency, out _);

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
            machine = machine.Press(new(reading.Samples, reading.Ratio, reading.Ratio, reading.Peak), Plan, now += 100, Frequency);
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

    private static Gen<ConcurrencyReading> Readings => Gen.Select(Gen.Int[0, 500], Gen.Double[0.1, 12], Gen.Bool, Gen.Double[1, 300], Gen.Double[0, 1], Gen.Double[0, 1]).Select(
        static (samples, ratio, limited, load, away, time) => new ConcurrencyReading(samples, ratio, limited, load, (int)load, away > 0.8 ? away : 0, time));

    private static PressReading Late => new(20, 8, 15, 100);

    private static ConcurrencyMachine Press(ConcurrencyMachine machine, PressReading reading) => machine.Press(reading, Plan, 500, Frequency);

    private static ConcurrencyMachine Next(ConcurrencyMachine machine, double ratio, double? load = null, long now = 500) =>
        machine.Next(new(100, ratio, IsLimited: true, load ?? machine.Limit, (int)machine.Limit), Plan, now, Frequency, out _);
}
