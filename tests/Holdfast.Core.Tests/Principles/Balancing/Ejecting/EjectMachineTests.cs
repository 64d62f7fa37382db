using CsCheck;
using Holdfast.Core.Principles.Balancing.Ejecting;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

public sealed class EjectMachineTests
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(300);

    [Fact]
    public void Time_EachFurtherEjection_DoublesUpToTheLongest()
    {
        var machine = default(EjectMachine);
        var times = new List<double>();
        for (var i = 0; i < 60; i++)
        {
            times.Add(machine.Time(First, Longest, draw: 0).TotalSeconds);
            machine = machine.Ejected();
        }

        times.Take(7).ShouldBe([10, 20, 40, 80, 160, 300, 300]);
        times[^1].ShouldBe(300);
    }

    [Fact]
    public void Time_AnyDraw_IsShortenedByATenthAtMost() => Gen.Select(Gen.Int[0, 100], Gen.Double[0, 1]).Sample((ejections, draw) =>
    {
        var machine = default(EjectMachine) with { Ejections = ejections };
        var full = machine.Time(First, Longest, 0);
        machine.Time(First, Longest, draw).ShouldBeInRange(full * 0.9 - TimeSpan.FromTicks(1), full);
    });

    [Fact]
    public void Vouched_ForAsLongAsItLasted_ForgetsOneEjection()
    {
        var machine = default(EjectMachine).Ejected().Ejected().Returned(TimeSpan.FromSeconds(3));
        for (var i = 0; i < 11; i++) machine = machine.Vouched(TimeSpan.FromMilliseconds(250));
        machine.Ejections.ShouldBe(2);

        machine = machine.Vouched(TimeSpan.FromMilliseconds(250));
        machine.Ejections.ShouldBe(1);
        machine.Healthy.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Vouched_OnceAfterALongSilence_SpeaksForASecondOnly() =>
        default(EjectMachine).Ejected().Returned(TimeSpan.FromSeconds(10)).Vouched(TimeSpan.FromHours(5))
            .ShouldBe(new EjectMachine(1, TimeSpan.FromSeconds(10), EjectMachine.VouchMax));

    /// <summary>Flapping, jumps of the clock both ways and any order of events.</summary>
    [Fact]
    public void Machine_AnyEvents_CountsDownOnlyOnEvidenceOfHealth() =>
        Gen.Select(Gen.Int[0, 2], Gen.Double[-50, 400]).Array[0, 200].Sample(events =>
        {
            var machine = default(EjectMachine);
            var shown = TimeSpan.Zero;
            foreach (var (kind, seconds) in events)
            {
                var before = machine;
                var time = TimeSpan.FromSeconds(seconds);
                machine = kind switch { 0 => machine.Ejected(), 1 => machine.Returned(time), _ => machine.Vouched(time) };
                shown = kind == 2 && time > TimeSpan.Zero ? shown + (time < EjectMachine.VouchMax ? time : EjectMachine.VouchMax) : kind == 2 ? shown : TimeSpan.Zero;

                machine.Ejections.ShouldBeGreaterThanOrEqualTo(0);
                (before.Ejections - machine.Ejections).ShouldBeLessThanOrEqualTo(1);
                if (machine.Ejections < before.Ejections)
                {
                    shown.ShouldBeGreaterThanOrEqualTo(before.Lasted);
                    shown = TimeSpan.Zero;
                }

                machine.Time(First, Longest, 0.5).ShouldBeLessThanOrEqualTo(Longest);
            }
        });
}
