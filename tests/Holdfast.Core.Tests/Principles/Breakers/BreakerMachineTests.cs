using CsCheck;
using Holdfast.Core.Evidence;
using Holdfast.Core.Principles.Breakers;

namespace Holdfast.Core.Tests.Principles.Breakers;

/// <summary>Timestamps count milliseconds here.</summary>
public sealed class BreakerMachineTests
{
    private const long Frequency = 1_000;
    private const long Second = 1_000;

    private static readonly BreakerPlan Plan = BreakerPlans.Read("failure-ratio: 0.5, slow: 1s, slow-ratio: 0.5, open: 5s, open-max: 40s, ramp: { over: 20s, from: 0.1 }");

    private static readonly BreakerMachine Closed = BreakerMachine.Begin(0);

    [Theory]
    [InlineData(20, 10, 0, 0, "failure-ratio")]
    [InlineData(20, 9, 0, 0, null)]
    [InlineData(19, 19, 0, 0, null)]
    [InlineData(20, 0, 10, 0, "slow-ratio")]
    [InlineData(20, 0, 9, 0, null)]
    [InlineData(10, 0, 0, 10, "slow-ratio")]
    [InlineData(0, 0, 0, 20, "slow-ratio")]
    [InlineData(0, 0, 0, 19, null)]
    [InlineData(100, 0, 0, 50, null)]
    [InlineData(100, 0, 0, 100, "slow-ratio")]
    public void Next_Closed_OpensAtTheBoundAndTheMinimum(int calls, int failed, int slow, int hanging, string? cause)
    {
        var next = Next(Closed, new BreakerReading(new WindowCounts(calls, failed, slow), hanging), now: 100, out var found);

        found.ShouldBe(cause);
        next.Phase.ShouldBe(cause is null ? BreakerPhase.Closed : BreakerPhase.Open);
        if (cause is not null) next.Until.ShouldBe(100 + (5 * Second));
    }

    [Fact]
    public void Next_FailuresInARow_OpenWhateverTheMinimum()
    {
        var plan = BreakerPlans.Read("failure-ratio: none, consecutive-failures: 3");

        Closed.Next(plan, new BreakerReading(new WindowCounts(3, 2, 0), Row: 2), 0, Frequency, 0, out _).ShouldBe(Closed);
        Closed.Next(plan, new BreakerReading(new WindowCounts(3, 3, 0), Row: 3), 0, Frequency, 0, out var cause).Phase.ShouldBe(BreakerPhase.Open);
        (cause.Name, cause.Value, cause.Bound).ShouldBe(("failures-in-a-row", 3, 3));
    }

    [Fact]
    public void Next_HangingByNumber_OpensWhateverTheRatio()
    {
        var plan = BreakerPlans.Read("failure-ratio: none, slow: 1s, slow-ratio: none, hanging: 7");

        Closed.Next(plan, new BreakerReading(new WindowCounts(1_000, 0, 0), Hanging: 6), 0, Frequency, 0, out _).ShouldBe(Closed);
        Closed.Next(plan, new BreakerReading(new WindowCounts(1_000, 0, 0), Hanging: 7), 0, Frequency, 0, out _).Phase.ShouldBe(BreakerPhase.Open);
    }

    [Fact]
    public void Next_Open_TriesWhenItsTimeIsOver()
    {
        var open = Closed.Opened(Plan, 0, Frequency, draw: 0);

        Next(open, default, open.Until - 1, out _).ShouldBe(open);
        var half = Next(open, default, open.Until, out _);
        (half.Phase, half.Since, half.Until).ShouldBe((BreakerPhase.HalfOpen, open.Until, open.Until + (20 * Second)));
    }

    [Fact]
    public void Next_HalfOpen_FirstTrialsAreBad_OpensForTwiceAsLong()
    {
        var half = HalfOpen();

        var next = Next(half, new BreakerReading(new WindowCounts(1, 1, 0), TrialsBad: 1), half.Since + 1, out var cause);

        (next.Phase, next.Until - next.Since, next.Openings, cause).ShouldBe((BreakerPhase.Open, 10 * Second, 2, "bad-trials"));
    }

    [Fact]
    public void Next_HalfOpen_OneBadTrialAmongGoodOnes_DecidesNothing()
    {
        var half = HalfOpen();

        Next(half, new BreakerReading(new WindowCounts(5, 1, 0), TrialsGood: 4, TrialsBad: 1), half.Since + 1, out _).ShouldBe(half);
    }

    [Fact]
    public void Next_HalfOpen_BadByTheSameRatioAndMinimum_Opens()
    {
        var half = HalfOpen();

        Next(half, new BreakerReading(new WindowCounts(19, 10, 0), TrialsGood: 9, TrialsBad: 10), half.Since + 1, out _).ShouldBe(half);
        Next(half, new BreakerReading(new WindowCounts(20, 10, 0), TrialsGood: 10, TrialsBad: 10), half.Since + 1, out _).Phase.ShouldBe(BreakerPhase.Open);
    }

    [Fact]
    public void Next_HalfOpen_TrialHangs_IsABadOne()
    {
        var half = HalfOpen();

        Next(half, new BreakerReading(default, Hanging: 1), half.Since + 1, out var cause).Phase.ShouldBe(BreakerPhase.Open);
        cause.ShouldBe("bad-trials");
    }

    [Fact]
    public void Next_RampIsOver_ClosesOnGoodTrialsAlone()
    {
        var half = HalfOpen();

        Next(half, default, half.Until + 1_000, out _).ShouldBe(half);
        Next(half, new BreakerReading(new WindowCounts(1, 0, 0), TrialsGood: 1), half.Until - 1, out _).ShouldBe(half);
        Next(half, new BreakerReading(new WindowCounts(1, 0, 0), TrialsGood: 1), half.Until, out _).Phase.ShouldBe(BreakerPhase.Closed);
        // Too few for the minimum, and half of them bad: not well enough to be let alone.
        Next(half, new BreakerReading(new WindowCounts(4, 2, 0), TrialsGood: 2, TrialsBad: 2), half.Until, out _).Phase.ShouldBe(BreakerPhase.Open);
    }

    [Fact]
    public void Opened_EachFurtherTime_DoublesUpToTheLongest()
    {
        var times = new List<double>();
        var machine = Closed;
        for (var i = 0; i < 40; i++)
        {
            machine = machine.Opened(Plan, machine.Until, Frequency, draw: 0);
            times.Add((machine.Until - machine.Since) / (double)Second);
        }

        times.Take(5).ShouldBe([5, 10, 20, 40, 40]);
        times[^1].ShouldBe(40);
    }

    [Fact]
    public void Opened_AnyDraw_IsShortenedByATenthAtMost() => Gen.Select(Gen.Int[0, 60], Gen.Double[0, 0.999]).Sample((openings, draw) =>
    {
        var from = Closed with { Openings = openings, Since = 0 };
        var full = from.Opened(Plan, 10, Frequency, 0);
        var less = from.Opened(Plan, 10, Frequency, draw);
        return less.Until <= full.Until && less.Until - 10 >= ((full.Until - 10) * 0.9) - 1;
    }, seed: "0000KfZ2qY51");

    [Fact]
    public void Opened_ClosedForAsLongAsTheLongest_BeginsAnew()
    {
        var flaps = Closed with { Openings = 3, Since = 1_000 };

        flaps.Opened(Plan, 1_000 + (40 * Second) - 1, Frequency, 0).Openings.ShouldBe(4);
        flaps.Opened(Plan, 1_000 + (40 * Second), Frequency, 0).Openings.ShouldBe(1);
    }

    /// <summary>Whatever came before, in any order, with clocks that stand still or leap.</summary>
    [Fact]
    public void Machine_AnyState_GoodTrialsClose() => Reached.Sample(reached =>
    {
        var (machine, now) = reached;
        for (var turn = 0; turn < 4 && machine.Phase != BreakerPhase.Closed; turn++)
        {
            now = Math.Max(now, machine.Until);
            machine = Next(machine, new BreakerReading(new WindowCounts(5, 0, 0), TrialsGood: 5), now, out _);
        }

        return machine.Phase == BreakerPhase.Closed;
    }, iter: 2_000, seed: "0000KfZ2qY51");

    /// <summary>Whatever came before: a window full of failures leaves it open, at once where calls pass.</summary>
    [Fact]
    public void Machine_AnyState_SickAnswersOpen() => Reached.Sample(reached =>
    {
        var (machine, now) = reached;
        if (machine.Phase == BreakerPhase.Open && now >= machine.Until) machine = Next(machine, default, now, out _);
        var next = Next(machine, new BreakerReading(new WindowCounts(20, 20, 0), Row: 20, TrialsBad: 20), now, out _);
        return next.Phase == BreakerPhase.Open && next.Until > now;
    }, iter: 2_000, seed: "0000KfZ2qY51");

    private static Gen<(BreakerMachine Machine, long Now)> Reached =>
        Gen.Select(Gen.Long[0, 60_000], Gen.Int[0, 40], Gen.Double[0, 1], Gen.Int[0, 3], Gen.Double[0, 0.999]).Array[0, 60].Select(static events =>
        {
            var (machine, now) = (BreakerMachine.Begin(0), 0L);
            foreach (var (wait, calls, bad, hanging, draw) in events)
            {
                now += wait;
                var failed = (int)(calls * bad);
                var reading = new BreakerReading(new WindowCounts(calls, failed, failed / 2), hanging, 0, calls - failed, failed);
                machine = machine.Next(Plan, reading, now, Frequency, draw, out _);
            }

            return (machine, now);
        });

    private static BreakerMachine HalfOpen()
    {
        var open = Closed.Opened(Plan, 0, Frequency, draw: 0);
        return Next(open, default, open.Until, out _);
    }

    private static BreakerMachine Next(BreakerMachine machine, BreakerReading reading, long now, out string? cause)
    {
        var next = machine.Next(Plan, reading, now, Frequency, draw: 0, out var measured);
        cause = measured.Name;
        return next;
    }
}
