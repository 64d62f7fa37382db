using CsCheck;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Panicking;

namespace Holdfast.Core.Tests.Principles.Balancing.Panicking;

public sealed class PanicMachineTests
{
    private const long Ramp = 1_000;

    private static readonly double?[] Thresholds = [0, 0.3, 0.5, 1, null];

    [Fact]
    public void Next_AnyEventsAtAnyTimes_PanicsExactlyWhileTooLittleIsUsable() =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, Thresholds.Length - 1], Gen.Select(Gen.Int[0, 8], Gen.Long[-5_000, 5_000]).Array[0, 60])
            .Sample((total, which, events) =>
            {
                var threshold = Thresholds[which];
                var (panic, now) = (Panic.Calm, 0L);
                foreach (var (wish, jump) in events)
                {
                    var usable = Math.Min(wish, total);
                    now += jump;
                    var before = panic;
                    panic = PanicMachine.Next(before, usable, total, threshold, now, Ramp);

                    var mustPanic = threshold is { } least && total > 0 && (usable == 0 || usable < Math.Min(total, least * total));
                    (panic.Phase == PanicPhase.Panic).ShouldBe(mustPanic);
                    if (usable == total) panic.Phase.ShouldNotBe(PanicPhase.Leaving);
                    if (before.Phase == PanicPhase.Calm) panic.Phase.ShouldNotBe(PanicPhase.Leaving);
                    PanicMachine.UsableShare(panic, now, Ramp).ShouldBeInRange(0, 1);
                }
            });

    [Theory]
    [InlineData(1, 4, 1.4 / 4)]
    [InlineData(1, 2, 1.4 / 2)]
    [InlineData(3, 4, 1)]
    public void Leaving_AtFirst_GivesUsableNodesAtMostTwoFifthsMoreThanTheirShare(int usable, int total, double expected)
    {
        var panic = PanicMachine.Next(new Panic(PanicPhase.Panic, 5, 0), usable, total, 0, now: 10, Ramp);

        panic.Phase.ShouldBe(PanicPhase.Leaving);
        var alone = PanicMachine.UsableShare(panic, 10, Ramp);
        (alone + ((1 - alone) * usable / total)).ShouldBe(expected, 1e-9);
        PanicMachine.UsableShare(panic, 10 + Ramp, Ramp).ShouldBe(1);
        PanicMachine.UsableShare(panic, 10 + (Ramp / 2), Ramp).ShouldBeGreaterThanOrEqualTo(alone);
    }

    [Fact]
    public void Leaving_TheOnlyUsableNodeFallsAgain_PanicsAnew()
    {
        var leaving = PanicMachine.Next(new Panic(PanicPhase.Panic, 5, 0), 1, 4, 0, now: 10, Ramp);

        PanicMachine.Next(leaving, 0, 4, 0, now: 11, Ramp).ShouldBe(new Panic(PanicPhase.Panic, 11, 0));
    }
}
