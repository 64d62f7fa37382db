using CsCheck;
using Holdfast.Gateway.Front.Drain;

namespace Holdfast.Gateway.Tests.Front.Drain;

public sealed class DrainMachineTests
{
    private static readonly TimeSpan Start = TimeSpan.FromDays(3);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(30);

    [Fact]
    public void Signal_WithoutDelay_ClosesListenersAtOnce()
    {
        var (next, effects) = DrainMachine.Serving.On(DrainEvent.Signal, Start, TimeSpan.Zero, Drain);

        next.ShouldBe(new DrainMachine(DrainPhase.Finishing, Start + Drain));
        effects.ShouldBe(DrainEffects.Announce | DrainEffects.CloseListeners);
    }

    [Fact]
    public void Signal_WithDelay_KeepsAcceptingUntilItIsOver()
    {
        var (announcing, first) = DrainMachine.Serving.On(DrainEvent.Signal, Start, Second, Drain);
        var (early, nothing) = announcing.On(DrainEvent.Tick, Start + Second - TimeSpan.FromTicks(1), Second, Drain);
        var (finishing, then) = early.On(DrainEvent.Tick, Start + Second, Second, Drain);

        (first, nothing, then).ShouldBe((DrainEffects.Announce, DrainEffects.None, DrainEffects.CloseListeners));
        finishing.ShouldBe(new DrainMachine(DrainPhase.Finishing, Start + Second + Drain));
    }

    [Fact]
    public void Finishing_LastConnectionEnds_StopsWithNothingCut()
    {
        var finishing = new DrainMachine(DrainPhase.Finishing, Start + Drain);

        var (next, effects) = finishing.On(DrainEvent.Emptied, Start, TimeSpan.Zero, Drain);

        (next.Phase, effects).ShouldBe((DrainPhase.Stopped, DrainEffects.None));
    }

    [Fact]
    public void Finishing_TimeIsOver_CutsWhatIsLeft()
    {
        var finishing = new DrainMachine(DrainPhase.Finishing, Start + Drain);

        var (next, effects) = finishing.On(DrainEvent.Tick, Start + Drain, TimeSpan.Zero, Drain);

        (next.Phase, effects).ShouldBe((DrainPhase.Stopped, DrainEffects.Cut));
    }

    [Theory]
    [InlineData(DrainPhase.Announcing, DrainEffects.CloseListeners | DrainEffects.Cut)]
    [InlineData(DrainPhase.Finishing, DrainEffects.Cut)]
    internal void SecondSignal_EndsAtOnce(DrainPhase phase, DrainEffects expected)
    {
        var (next, effects) = new DrainMachine(phase, Start + Drain).On(DrainEvent.Signal, Start, Second, Drain);

        (next.Phase, effects).ShouldBe((DrainPhase.Stopped, expected));
    }

    [Fact]
    public void AnyEvents_InAnyOrder_OnlyGoForwardAndCloseListenersOnce() =>
        Gen.Select(Gen.Enum<DrainEvent>(), Gen.Int[0, 40]).Array[0, 40].Sample(
            steps =>
            {
                var (machine, now, closed) = (DrainMachine.Serving, Start, 0);
                foreach (var (happened, seconds) in steps)
                {
                    now += TimeSpan.FromSeconds(seconds);
                    var (next, effects) = machine.On(happened, now, Second, Drain);
                    ((int)next.Phase).ShouldBeGreaterThanOrEqualTo((int)machine.Phase);
                    closed += effects.HasFlag(DrainEffects.CloseListeners) ? 1 : 0;
                    machine = next;
                }

                closed.ShouldBe(machine.Phase >= DrainPhase.Finishing ? 1 : 0);
            },
            iter: 10_000);
}
