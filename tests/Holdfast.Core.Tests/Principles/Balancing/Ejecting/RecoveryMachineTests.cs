using CsCheck;
using Holdfast.Core.Principles.Balancing.Ejecting;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

public sealed class RecoveryMachineTests
{
    [Fact]
    public void Machine_AnyResults_ReturnsOnlyAfterAFailureAndEnoughPassesSince() =>
        Gen.Select(Gen.Bool, Gen.Bool.Array[0, 80], Gen.Int[1, 4], Gen.Int[0, 9]).Sample((unconnected, results, rise, ejections) =>
        {
            var machine = RecoveryMachine.Begin(unconnected);
            for (var i = 0; i < results.Length; i++)
            {
                machine = machine.Next(results[i]);
                var seen = unconnected || results.Take(i + 1).Contains(false);
                var row = results.Take(i + 1).Reverse().TakeWhile(static passed => passed).Count();
                machine.Returns(rise, ejections).ShouldBe(seen && row >= rise * Math.Clamp(ejections, 1, 5));
                machine.IsFailing.ShouldBe(!results[i]);
                machine.Wait.ShouldBeInRange(RecoveryMachine.Shortest, RecoveryMachine.Longest);
            }
        });

    [Theory]
    [InlineData(0, 3_600_000, 100)]
    [InlineData(1, 3_600_000, 720_000)]
    [InlineData(1, 5_000, 250)]
    [InlineData(30, 5_000, 1_000)]
    [InlineData(30, 300, 300)]
    public void WaitWithin_Interval_RespectsALongOne(int checks, int every, int expected) =>
        (RecoveryMachine.Begin(isUnconnected: false) with { Checks = checks }).WaitWithin(TimeSpan.FromMilliseconds(every))
            .ShouldBe(TimeSpan.FromMilliseconds(expected));

    [Fact]
    public void Wait_WhileNothingChanges_GrowsToASecond()
    {
        var machine = RecoveryMachine.Begin(isUnconnected: false);
        machine.Wait.ShouldBe(RecoveryMachine.First);
        var waits = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            machine = machine.Next(passed: false);
            waits.Add(machine.Wait.TotalMilliseconds);
        }

        waits.ShouldBe(waits.Order());
        (waits[0], waits[10], waits[^1]).ShouldBe((250, 500, 1_000));
    }
}
