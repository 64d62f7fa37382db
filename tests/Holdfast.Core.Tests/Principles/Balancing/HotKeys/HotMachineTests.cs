using CsCheck;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Balancing.HotKeys;

namespace Holdfast.Core.Tests.Principles.Balancing.HotKeys;

public sealed class HotMachineTests
{
    private static readonly HotKeysPlan Plan = new()
    {
        Key = KeyPlan.Client, Rate = new Rate(100, TimeSpan.FromSeconds(1)), Share = 0.1, CallsMin = 50, Window = TimeSpan.FromSeconds(1), Top = 10,
        Leave = 0.5, Stay = TimeSpan.FromSeconds(10), Spread = null, Alarm = true,
    };

    [Theory]
    [InlineData(50, 500, true, "a tenth of all")]
    [InlineData(49, 100, false, "too few calls, whatever their share")]
    [InlineData(199, 10_000, false, "below both bounds")]
    [InlineData(200, 10_000, true, "a hundred a second")]
    public void Enters_ByRateOrShare_WithEnoughCalls(double calls, double total, bool expected, string why) =>
        HotMachine.Enters(new HotReading(calls, total, Seconds: 2), Plan).ShouldBe(expected, why);

    [Fact]
    public void Enters_NeitherBound_Never() => Gen.Double[0, 1e6].Sample(calls =>
        HotMachine.Enters(new HotReading(calls, calls, 1), Plan with { Rate = null, Share = null }).ShouldBeFalse());

    [Theory]
    [InlineData(100, 10_000, 20, true, "half of the rate still")]
    [InlineData(99, 10_000, 20, false, "below half of both")]
    [InlineData(99, 1_900, 20, true, "more than half of the share")]
    [InlineData(0, 10_000, 9.9, true, "not for long enough yet")]
    [InlineData(0, 0, 10, false, "nobody asks for anything")]
    public void Stays_AboveTheLowerBounds_OrForTheLeastTime(double calls, double total, double hotForSeconds, bool expected, string why) =>
        HotMachine.Stays(new HotReading(calls, total, Seconds: 2), Plan, TimeSpan.FromSeconds(hotForSeconds)).ShouldBe(expected, why);

    [Theory]
    [InlineData(150, 0.05, "calls_per_second", 150, 100)]
    [InlineData(150, 0.3, "share", 0.3, 0.1)]
    [InlineData(50, 0.3, "share", 0.3, 0.1)]
    [InlineData(50, 0.05, "share", 0.05, 0.1)]
    public void Measured_IsWhatTheKeyIsHotBy(double rate, double share, string name, double value, double bound) =>
        HotMachine.Measured(rate, share, Plan).ShouldBe(new Measure(name, value, bound));

    [Fact]
    public void Measured_OneBoundAlone_IsHeldAgainstThat()
    {
        HotMachine.Measured(5, 0.9, Plan with { Share = null }).ShouldBe(new Measure("calls_per_second", 5, 100));
        HotMachine.Measured(500, 0.01, Plan with { Rate = null }).ShouldBe(new Measure("share", 0.01, 0.1));
    }

    [Fact]
    public void Stays_WhateverEnters_IsNotLeftByTheSameReading() =>
        Gen.Select(Gen.Double[0, 1e5], Gen.Double[0, 1e6], Gen.Double[0.1, 100], Gen.Double[0.01, 1]).Sample((calls, others, seconds, leave) =>
        {
            var (reading, plan) = (new HotReading(calls, calls + others, seconds), Plan with { Leave = leave });
            if (HotMachine.Enters(reading, plan)) HotMachine.Stays(reading, plan, TimeSpan.FromHours(1)).ShouldBeTrue();
        });
}
