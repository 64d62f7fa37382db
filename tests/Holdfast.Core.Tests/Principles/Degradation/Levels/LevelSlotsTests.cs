using Holdfast.Core.Commands;
using Holdfast.Core.Principles.Degradation.Levels;
using Holdfast.Core.Principles.Degradation.Levels.Schedules;

namespace Holdfast.Core.Tests.Principles.Degradation.Levels;

/// <summary>Slots of one schedule that lie in each other: from 10 to 100 level 1, from 30 to 60 level 2.</summary>
public sealed class LevelSlotsTests
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly LevelSpec Spec = new(Expires: 200, RampTime: 0, Calm: 20, [(1, 0), (2, 0), (3, 5)]);

    private LevelStanding _standing = LevelStanding.Out;

    [Fact]
    public void Slot_OfAHigherLevelWithinOneOfALower_GoesUpAndComesBackDown()
    {
        List<(long Now, int Level)> seen = [];
        for (var now = 0L; now <= 110; now++)
        {
            var effect = Look(now);
            if (effect != LevelEffect.None) seen.Add((now, _standing.Level));
        }

        seen.ShouldBe([(10, 1), (30, 2), (60, 1), (100, 0)]);
    }

    [Fact]
    public void Slot_LeftByHand_IsNotEnteredAgainNorIsTheOneAroundIt()
    {
        for (var now = 0L; now < 40; now++) Look(now);

        _standing = LevelMachine.Next(_standing, new LevelLeaving(), Spec, 40).Standing;

        for (var now = 40L; now <= 110; now++)
        {
            Look(now);
            _standing.Level.ShouldBe(0, $"at {now}");
        }
    }

    [Fact]
    public void Slot_OfTheLowerLevelLeftByHand_DoesNotKeepOutTheHigherOne()
    {
        for (var now = 0L; now < 20; now++) Look(now);

        _standing = LevelMachine.Next(_standing, new LevelLeaving(), Spec, 20).Standing;

        for (var now = 20L; now < 30; now++) Look(now);
        _standing.Level.ShouldBe(0);
        Look(30);
        _standing.Level.ShouldBe(2);
        for (var now = 31L; now <= 62; now++) Look(now);
        _standing.Level.ShouldBe(0, "the one around it was left");
    }

    [Fact]
    public void Condition_AboveTheSlotThatIsOver_HoldsItsLevel()
    {
        for (var now = 0L; now <= 110; now++)
        {
            Look(now, isBad: now is >= 40 and < 90);
            _standing.Level.ShouldBe(now switch { < 10 or >= 100 => 0, < 30 => 1, < 45 => 2, _ => 3 }, $"at {now}");
        }
    }

    /// <summary>A clock that was wrong by a year had a slot done that is still to come.</summary>
    [Fact]
    public void Slot_DoneByAClockThatWasWrong_IsEnteredAllTheSame()
    {
        _standing = LevelStanding.Out with { Watch = LevelWatch.None with { Done = Day.AddYears(1) } };

        Look(15);

        _standing.Level.ShouldBe(1);
    }

    private LevelEffect Look(long now, bool isBad = false)
    {
        (_standing, var ended) = LevelMachine.Next(_standing, new LevelTick(), Spec, now);
        LevelSlot? slot = now is >= 30 and < 60 ? new(At(30), At(60), 2, 1) : now is >= 10 and < 100 ? new(At(10), At(100), 1, 0) : null;
        var left = slot is null ? 0 : (long)(slot.To - At(now)).TotalSeconds;
        (_standing, var effect) = LevelMachine.Next(_standing, new LevelLook([false, false, isBad], false, true, slot, left, ["low", "high", "bad"], At(now)), Spec, now);
        return effect == LevelEffect.None ? ended : effect;
    }

    private static DateTimeOffset At(long now) => Day.AddSeconds(now);
}
