using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Tests.Principles.Limits.Protection;

/// <summary>The protection before a process with one queue. By chance, with seeds.</summary>
public sealed class ProtectionSimulationTests
{
    public static TheoryData<double, ulong> Loads => new(
        from load in new[] { 1.5, 2.0, 5.0, 10.0 }
        from seed in new ulong[] { 1, 2, 3 }
        select (load, seed));

    [Theory]
    [InlineData(0.7, 1)]
    [InlineData(0.9, double.PositiveInfinity)]
    public async Task Load_BelowCapacityWithPauses_IsNeverRefused(double load, double pauseEvery)
    {
        await using var process = new SimulatedProcess { PauseEvery = pauseEvery };

        process.Run(60, load * SimulatedProcess.Capacity).Refused.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public async Task Load_BeyondCapacity_IsCarriedAsFarAsItCanBeAndWithoutOscillation(double load, ulong seed)
    {
        await using var process = new SimulatedProcess(seed);
        process.Run(5, 0.6 * SimulatedProcess.Capacity);
        process.Run(5, load * SimulatedProcess.Capacity);

        var settled = process.Run(30, load * SimulatedProcess.Capacity);

        // Refusing takes of the processor, too.
        var most = SimulatedProcess.Capacity * (1 - (0.05 * load)) / 0.95;
        var said = $"{settled}; {settled.In / 30:0} of {most:0} a second; {process.State.Machine}";
        (settled.In / 30).ShouldBeGreaterThan((load > 5 ? 0.8 : 0.9) * most, said);
        settled.LongestWait.ShouldBeLessThan(0.3, said);
        process.SignalsOf("process-overloaded").ShouldBe(1, said);
    }

    [Theory]
    [InlineData(2, 0.3, 1)]
    [InlineData(5, 0.2, 2)]
    [InlineData(10, 0.1, 3)]
    public async Task Critical_WhileItAloneFits_IsUnharmed(double load, double critical, ulong seed)
    {
        await using var process = new SimulatedProcess(seed);
        process.Run(5, 0.6 * SimulatedProcess.Capacity);
        process.Draw = random => random.NextDouble() is var drawn && drawn < critical / load ? Criticality.Critical : drawn < 0.5 ? Criticality.Normal : Criticality.Sheddable;

        var seen = process.Run(30, load * SimulatedProcess.Capacity);

        seen.ShareOf(Criticality.Critical).ShouldBeGreaterThanOrEqualTo(0.999, $"{seen}");
        seen.ShareOf(Criticality.Sheddable).ShouldBeLessThan(0.35, $"{seen}");
    }

    [Fact]
    public async Task Overload_ThatEnds_IsOverWithinFiveSecondsAndDoesNotComeBack()
    {
        await using var process = new SimulatedProcess();
        process.Run(10, 5 * SimulatedProcess.Capacity);
        process.Run(3, 0.7 * SimulatedProcess.Capacity);

        var after = process.Run(20, 0.7 * SimulatedProcess.Capacity);

        after.Refused.ShouldBe(0, $"{process.State.Machine}");
        process.State.Level.IsOn.ShouldBeFalse();
        process.State.Machine.Rate.ShouldBeNull();
        process.SignalsOf("process-recovered").ShouldBe(1);
    }

    [Fact]
    public async Task Wait_ThatIsNotTheCallsDoing_RefusesNotEverybodyAndDoesNotRatchet()
    {
        await using var process = new SimulatedProcess { Foreign = 0.2 };
        process.Run(10, 0.6 * SimulatedProcess.Capacity);
        var during = process.Run(50, 0.6 * SimulatedProcess.Capacity);
        process.Foreign = 0;
        process.Run(5, 0.6 * SimulatedProcess.Capacity);

        (during.In / 50).ShouldBeGreaterThan(0.05 * SimulatedProcess.Capacity, $"{during}");
        process.Run(10, 0.6 * SimulatedProcess.Capacity).Refused.ShouldBe(0);
    }
}
