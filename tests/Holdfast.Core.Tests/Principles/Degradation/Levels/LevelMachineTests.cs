using CsCheck;
using Holdfast.Core.Commands;
using Holdfast.Core.Principles.Degradation.Levels;
using Holdfast.Core.Principles.Degradation.Levels.Schedules;

namespace Holdfast.Core.Tests.Principles.Degradation.Levels;

/// <summary>Whatever happens to a degradation plan, in any order, at any time.</summary>
public sealed class LevelMachineTests
{
    private const long Expires = 100;
    private const long Calm = 20;
    private const long LowFor = 5;
    private const long HighFor = 8;

    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly LevelSpec Plain = new(Expires, 0, Calm, [(1, LowFor), (2, HighFor)]);

    private static readonly Gen<(int Kind, int Level, long Ticks, long Wait)[]> Words =
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 5], Gen.Long[1, 60], Gen.Long[0, 30]).Array[1, 60];

    /// <summary>One look after the other, a tick apart: what holds changes now and then.</summary>
    private static readonly Gen<(bool Low, bool High, bool MayLeave, int Times)[]> Looks =
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[1, 30]).Array[1, 40];

    private static readonly Gen<LevelSpec> Specs = Gen.OneOf(Plain, Plain with { RampTime = 10 });

    [Fact]
    public void AnyWords_WhatIsEntered_EndsByItselfWithinItsTimeAndTheRamp() => Gen.Select(Words, Specs).Sample(static (events, spec) =>
    {
        var (standing, now, bound) = (LevelStanding.Out, 0L, long.MinValue);
        foreach (var (kind, level, ticks, wait) in events)
        {
            now += wait;
            var before = standing;
            standing = LevelMachine.Next(standing, Event(kind, level, ticks), spec, now).Standing;
            if (kind == 0) bound = now + ticks;
            // Nothing but entering makes it hold for longer.
            else standing.FadesFrom.ShouldBeLessThanOrEqualTo(Math.Max(before.FadesFrom, long.MinValue));
            if (standing.IsIn(now)) now.ShouldBeLessThan(bound);
            if (kind == 1) standing.IsIn(now).ShouldBeFalse("it was left");
            standing.Ends.ShouldBeLessThanOrEqualTo(bound == long.MinValue ? long.MinValue : bound + spec.RampTime);
        }

        // Without anybody's word, and whether or not anybody has looked at it meanwhile.
        standing.IsIn(bound).ShouldBeFalse();
        LevelMachine.Next(standing, new LevelTick(), spec, Math.Max(bound, now) + spec.RampTime).Standing.Level.ShouldBe(0);
    }, seed: "0000KeyOfLevel", iter: 5_000);

    [Fact]
    public void AnyWords_Effects_AreToldOnce() => Gen.Select(Words, Specs).Sample(static (events, spec) =>
    {
        var (standing, now, isIn) = (LevelStanding.Out, 0L, false);
        foreach (var (kind, level, ticks, wait) in events)
        {
            now += wait;
            (standing, var effect) = LevelMachine.Next(standing, Event(kind, level, ticks), spec, now);
            switch (effect)
            {
                case LevelEffect.Entered:
                    kind.ShouldBe(0);
                    isIn = true;
                    break;
                case LevelEffect.Left or LevelEffect.Expired:
                    isIn.ShouldBeTrue("it ends as often as it is entered");
                    isIn = false;
                    break;
                case LevelEffect.GivenBack:
                    standing.Level.ShouldBe(0);
                    spec.RampTime.ShouldBeGreaterThan(0);
                    break;
            }
        }
    }, seed: "0000KeyOfLevel", iter: 5_000);

    [Fact]
    public void AnyLooks_ItNeverGoesInAndOutFasterThanItsHysteresis() => Gen.Select(Looks, Specs).Sample(static (looks, spec) =>
    {
        var (standing, now) = (LevelStanding.Out, 0L);
        var (enteredAt, leftAt) = (long.MinValue / 2, long.MinValue / 2);
        foreach (var (low, high, mayLeave, times) in looks)
        {
            for (var i = 0; i < times; i++, now++)
            {
                var before = standing;
                (standing, var ended) = LevelMachine.Next(standing, new LevelTick(), spec, now);
                (standing, var effect) = LevelMachine.Next(standing, Look([low, high], mayLeave), spec, now);
                if (effect == LevelEffect.Entered && !before.IsIn(now))
                {
                    (now - leftAt).ShouldBeGreaterThanOrEqualTo(LowFor, "it went in again faster than a condition must have held");
                    enteredAt = now;
                }

                if (effect == LevelEffect.Left)
                {
                    (now - enteredAt).ShouldBeGreaterThanOrEqualTo(Calm, "it was left faster than it must have been calm");
                    leftAt = now;
                }

                if (ended == LevelEffect.Expired) leftAt = now - LowFor;
                if (standing.IsIn(now)) (now - enteredAt).ShouldBeLessThanOrEqualTo(Expires, "whatever holds, it ends");
                if (before.IsIn(now) && standing.IsIn(now)) standing.Level.ShouldBeGreaterThanOrEqualTo(before.Level, "it goes down by being left");
            }
        }
    }, seed: "0000KeyOfLevel", iter: 3_000);

    [Fact]
    public void AnyLooks_AnOperatorsWord_IsAboveThemUntilItEnds() => Looks.Sample(static looks =>
    {
        var (standing, now) = (LevelMachine.Next(LevelStanding.Out, Event(0, level: 1, ticks: 60), Plain, 0).Standing, 0L);
        foreach (var (low, high, mayLeave, times) in looks)
        {
            for (var i = 0; i < times && now < 60; i++, now++)
            {
                standing = LevelMachine.Next(standing, Look([low, high], mayLeave), Plain, now).Standing;
                (standing.Level, standing.Cause).ShouldBe((1, LevelCause.Hand));
            }
        }
    }, seed: "0000KeyOfLevel", iter: 1_000);

    [Fact]
    public void Condition_HeldForAsLongAsItMust_EntersAndTheHigherOneRaises()
    {
        var standing = LevelStanding.Out;
        for (var now = 0L; now <= 20; now++)
        {
            standing = LevelMachine.Next(standing, Look([true, now >= 6], mayLeave: false), Plain, now).Standing;
            standing.Level.ShouldBe(now < LowFor ? 0 : now < 6 + HighFor ? 1 : 2, $"at {now}");
        }

        (standing.Order.By, standing.Order.Why).ShouldBe(("condition", "high"));
        standing.FadesFrom.ShouldBe(LowFor + Expires, "to go up is not to hold for longer");
    }

    /// <summary>Looks and ticks have timers of their own: either may come first.</summary>
    [Fact]
    public void Condition_ThatStillHolds_DoesNotEnterItAgainWhenItsTimeIsOverWhoeverLooksFirst()
    {
        var standing = LevelStanding.Out;
        for (var now = 0L; now < LowFor + Expires; now++) standing = LevelMachine.Next(standing, Look([true, false], mayLeave: false), Plain, now).Standing;
        standing.Level.ShouldBe(1);

        var (looked, effect) = LevelMachine.Next(standing, Look([true, false], mayLeave: false), Plain, LowFor + Expires);
        effect.ShouldBe(LevelEffect.None);
        (standing, effect) = LevelMachine.Next(looked, new LevelTick(), Plain, LowFor + Expires);
        effect.ShouldBe(LevelEffect.Expired);
        for (var now = LowFor + Expires; now < 3 * Expires; now++) standing = LevelMachine.Next(standing, Look([true, false], mayLeave: false), Plain, now).Standing;
        standing.Level.ShouldBe(0);
    }

    [Fact]
    public void Condition_BrokenOff_BeginsAnew()
    {
        var standing = LevelStanding.Out;
        for (var now = 0L; now <= 30; now++)
            standing = LevelMachine.Next(standing, Look([now % 5 != 4, false], mayLeave: true), Plain, now).Standing;
        standing.Level.ShouldBe(0);
    }

    [Fact]
    public void LeftByHand_WhatStillHolds_DoesNotEnterItAgainUntilItHasCeasedTo()
    {
        var standing = LevelStanding.Out;
        for (var now = 0L; now <= LowFor; now++) standing = LevelMachine.Next(standing, Look([true, false], mayLeave: false), Plain, now).Standing;
        standing.Level.ShouldBe(1);
        standing = LevelMachine.Next(standing, new LevelLeaving(), Plain, 10).Standing;

        for (var now = 10L; now <= 60; now++) standing = LevelMachine.Next(standing, Look([true, true], mayLeave: false), Plain, now).Standing;
        standing.Level.ShouldBe(0);
        standing = LevelMachine.Next(standing, Look([false, false], mayLeave: true), Plain, 61).Standing;
        for (var now = 62L; now <= 62 + LowFor; now++) standing = LevelMachine.Next(standing, Look([true, false], mayLeave: false), Plain, now).Standing;
        standing.Level.ShouldBe(1);
    }

    [Fact]
    public void Schedule_ASlot_EntersOnceAndEndsWithIt()
    {
        var slot = new LevelSlot(Day, Day.AddMinutes(1), Level: 2, Trigger: 0);
        var standing = LevelMachine.Next(LevelStanding.Out, Look([false, false], true, slot, ticks: 50), Plain, 10).Standing;
        (standing.Level, standing.Cause, standing.FadesFrom).ShouldBe((2, LevelCause.Schedule, 60));

        standing = LevelMachine.Next(standing, new LevelLeaving(), Plain, 20).Standing;
        LevelMachine.Next(standing, Look([false, false], true, slot, ticks: 39), Plain, 21).Standing.Level.ShouldBe(0, "it was left by hand");
        LevelMachine.Next(standing, Look([false, false], true, slot with { From = Day.AddDays(1) }, ticks: 50), Plain, 90).Standing.Level.ShouldBe(2, "the next day");
    }

    [Fact]
    public void Schedule_WhatIsRequiredDoesNotHold_IsEnteredAsSoonAsItDoes()
    {
        var slot = new LevelSlot(Day, Day.AddMinutes(1), Level: 1, Trigger: 0);
        var standing = LevelMachine.Next(LevelStanding.Out, Look([false, false], true, slot, ticks: 50) with { MayEnter = false }, Plain, 10).Standing;
        standing.Level.ShouldBe(0);

        LevelMachine.Next(standing, Look([false, false], true, slot, ticks: 40), Plain, 20).Standing.Level.ShouldBe(1);
    }

    [Fact]
    public void Enter_Again_HoldsFromThenOnAtThatLevel()
    {
        var spec = Plain with { RampTime = 10 };
        var first = LevelMachine.Next(LevelStanding.Out, Event(0, level: 3, ticks: 10), spec, now: 0).Standing;

        var second = LevelMachine.Next(first, Event(0, level: 1, ticks: 10), spec, now: 8).Standing;

        (second.Level, second.IsIn(17), second.IsIn(18), second.IsFading(18), second.IsFading(28)).ShouldBe((1, true, false, true, false));
    }

    [Fact]
    public void Leave_WhileUsersComeBack_BringsAllOfThemBack()
    {
        var spec = Plain with { RampTime = 10 };
        var entered = LevelMachine.Next(LevelStanding.Out, Event(0, level: 1, ticks: 10), spec, now: 0).Standing;
        var left = LevelMachine.Next(entered, new LevelLeaving(), spec, now: 5);
        left.Standing.IsFading(6).ShouldBeTrue();

        var (standing, effect) = LevelMachine.Next(left.Standing, new LevelLeaving(), spec, now: 6);
        (standing.Level, effect).ShouldBe((0, LevelEffect.GivenBack));
    }

    private static LevelEvent Event(int kind, int level, long ticks) => kind switch
    {
        0 => new LevelEntering(level, ticks, 1, new CommandOrder("ann", ""), LevelCause.Hand),
        1 => new LevelLeaving(),
        _ => new LevelTick(),
    };

    private static LevelLook Look(bool[] holds, bool mayLeave, LevelSlot? slot = null, long ticks = 0) => new(holds, mayLeave, true, slot, ticks, ["low", "high"], Day);
}
