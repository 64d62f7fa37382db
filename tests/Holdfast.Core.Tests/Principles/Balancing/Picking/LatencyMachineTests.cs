using CsCheck;
using Holdfast.Core.Principles.Balancing.Picking;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

public sealed class LatencyMachineTests
{
    private static readonly Gen<float> Levels = Gen.Float[-17, 12];

    [Fact]
    public void Answered_FirstSample_IsTakenAsItIs() => LatencyMachine.Answered(LatencyMachine.Unknown, 0, -5).ShouldBe(-5);

    [Fact]
    public void Answered_AtTheSameMoment_ChangesNothing() =>
        Gen.Select(Levels, Levels).Sample((known, sample) => LatencyMachine.Answered(known, 0, sample).ShouldBe(known));

    [Fact]
    public void Answered_AnyJumpOfTime_StaysBetweenKnownAndSampleAndWithinAStep() =>
        Gen.Select(Levels, Levels, Gen.Double[0, 1e7]).Sample((known, sample, elapsed) =>
        {
            var next = LatencyMachine.Answered(known, elapsed, sample);
            next.ShouldBeInRange(Math.Min(known, sample) - 1e-5f, Math.Max(known, sample) + 1e-5f);
            next.ShouldBeLessThanOrEqualTo(known + LatencyMachine.StepMax);
        });

    [Fact]
    public void Answered_SlowForHalfASecond_IsKnownToBeSlow()
    {
        var level = -8f;
        for (var i = 0; i < 50; i++) level = LatencyMachine.Answered(level, 0.01, -2);
        level.ShouldBeGreaterThan(-3);
    }

    [Fact]
    public void Answered_QuickAgain_IsForgottenSlowlyAndNotMuchMoreSlowlyWhenItWasTerrible()
    {
        SecondsToForget(from: -4).ShouldBeInRange(5, 20);
        SecondsToForget(from: 0).ShouldBeLessThan(SecondsToForget(from: -4) * 2.5);

        static double SecondsToForget(float from)
        {
            var seconds = 0.0;
            for (var level = from; level > -7; seconds += 0.01) level = LatencyMachine.Answered(level, 0.01, -8);
            return seconds;
        }
    }

    [Fact]
    public void Waited_AnySample_NeverMakesANodeLookQuicker() =>
        Gen.Select(Levels, Levels).Sample((known, sample) =>
            LatencyMachine.Waited(known, sample).ShouldBeInRange(known, Math.Max(known, Math.Min(sample, known + LatencyMachine.StepMax))));

    [Fact]
    public void Waited_NeverMeasured_StaysUnknown() => LatencyMachine.Waited(LatencyMachine.Unknown, 3).ShouldBe(float.NaN);
}
