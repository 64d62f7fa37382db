using CsCheck;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Principles.Limits.Protection;

namespace Holdfast.Core.Tests.Principles.Limits.Protection;

public sealed class ProtectionMachineTests
{
    private const double Every = 0.1;

    private static readonly ProtectionPlan Plan = ProtectionPlans.Read();

    private static readonly Gen<ProcessReading> Readings = Gen.Select(
        Gen.Double[0, 1.2].Select(static value => (double?)value), Gen.Double[0, 1].Select(static value => (double?)value), Gen.Int[0, 60],
        static (cpu, memory, wait) => new ProcessReading(cpu, memory, TimeSpan.FromMilliseconds(wait)));

    [Fact]
    public void Wait_TooLongForHalfASecond_HoldsBackAndNotBefore()
    {
        var machine = After(new ProtectionMachine(), 10, Waiting(5));
        machine = After(machine, 4, Waiting(60));
        machine.Rate.ShouldBeNull();

        machine = After(machine, 1, Waiting(60));

        machine.Capacity.ShouldBe(1_000, 1);
        machine.Rate.ShouldNotBeNull().ShouldBe(840, 1);
        machine.Strain.Cause.ShouldBe(ProtectionCause.QueueWait);
    }

    [Fact]
    public void Wait_WithOneGoodLookInBetween_BeginsAnew()
    {
        var machine = After(new ProtectionMachine(), 4, Waiting(60));
        machine = After(machine, 1, Waiting(5));

        After(machine, 4, Waiting(60)).Rate.ShouldBeNull();
    }

    [Theory]
    [InlineData(1.0, 0, false)]
    [InlineData(1.0, 9, false)]
    [InlineData(1.0, 15, true)]
    [InlineData(0.9, 15, false)]
    public void Cpu_CountsOnlyWhereWorkWaits(double cpu, double wait, bool isHeld) =>
        (After(new ProtectionMachine(), 30, new ProcessReading(cpu, null, TimeSpan.FromMilliseconds(wait))).Rate is not null).ShouldBe(isHeld);

    [Theory]
    [InlineData(0.94, false)]
    [InlineData(0.97, true)]
    public void Memory_BeyondItsBound_HoldsBack(double memory, bool isHeld)
    {
        var machine = After(new ProtectionMachine(), 30, new ProcessReading(null, memory, default));

        (machine.Rate is not null).ShouldBe(isHeld);
        if (isHeld) machine.Strain.Cause.ShouldBe(ProtectionCause.Memory);
    }

    [Fact]
    public void Switched_Off_NothingOfItCounts()
    {
        var plan = ProtectionPlans.Read("{ queue-wait: none, cpu: none }");
        var machine = new ProtectionMachine();
        for (var i = 0; i < 30; i++) machine = machine.Next(plan, Reading(new ProcessReading(1, 0.5, TimeSpan.FromSeconds(1))));

        machine.Rate.ShouldBeNull();
    }

    [Fact]
    public void Rate_WhileWhatHasPiledUpDrains_IsNotCutOn()
    {
        var machine = After(new ProtectionMachine(), 100, Waiting(200));

        // What comes through meanwhile says what it can carry.
        machine.Rate.ShouldNotBeNull().ShouldBe(600, 1);
    }

    [Fact]
    public void Rate_WithNothingWaiting_GrowsSlowlyAndThenFasterButNotBeyondWhatComes()
    {
        var machine = After(new ProtectionMachine(), 10, Waiting(200));
        machine = After(machine, 3, Waiting(0), passed: 100);
        machine.Capacity.ShouldBeInRange(1_000, 1_030);

        After(machine, 100, Waiting(0), passed: 100).Capacity.ShouldBe(1_250, 10);
    }

    [Fact]
    public void Machine_WhateverIsRead_KeepsItsPromises() => Readings.Array[1, 80].Sample(
        readings =>
        {
            var machine = new ProtectionMachine();
            foreach (var reading in readings)
            {
                var next = machine.Next(Plan, Reading(reading));
                // Held back only after half a second, never below a tenth, and what it can carry grows in steps that are bounded.
                if (machine.Rate is null && next.Rate is not null && next.OverSeconds < ProtectionMachine.Standing.TotalSeconds) return false;
                if (next.Rate is { } rate && (rate < next.Floor || !double.IsFinite(rate))) return false;
                if (machine.Rate is not null && next.Capacity > machine.Capacity * 1.081) return false;
                // Where there is room it is not cut.
                if (machine.Rate is { } held && next.Seen.Excess <= -1 && machine.Seen.Excess <= -1 && machine.Strain.Excess <= -1 && next.Rate < held) return false;
                machine = next;
            }

            return true;
        },
        iter: 2_000, seed: "0000KOIXDU3K");

    private static ProcessReading Waiting(double milliseconds) => new(null, null, TimeSpan.FromMilliseconds(milliseconds));

    private static ProtectionReading Reading(ProcessReading process) => new(process, 100, Every);

    private static ProtectionMachine After(ProtectionMachine machine, int looks, ProcessReading process, int passed = 100)
    {
        for (var i = 0; i < looks; i++) machine = machine.Next(Plan, new ProtectionReading(process, passed, Every));
        return machine;
    }
}
