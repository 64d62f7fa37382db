using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

public sealed class SlowStartTests
{
    private const int Picks = 20_000;

    private const string Zoned = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s:
            versions:
              v1:
                nodes:
                  - { url: "http://127.0.0.1:1001", zone: west }
                  - { url: "http://127.0.0.1:1002", zone: west }
                  - { url: "http://127.0.0.1:1003", zone: east }
        interfaces:
          i: { match: { path: "/**" }, service: s }
        """;

    public static TheoryData<string> EveryPolicy => PickerSharesTests.EveryPolicy;

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task Pick_NodeRecovers_ComesToItsShareInProportionToTheTime(string policy)
    {
        await using var bench = new PickerBench([1, 1, 1, 1], $"policy: {policy}, slow-start: 10s");
        Recover(bench, 0);

        for (var second = 0; second <= 10; second++)
        {
            var factor = Math.Max(0.1, second / 10.0);
            ((double)bench.Count(Picks)[0] / Picks).ShouldBe(factor / (3 + factor), 0.015, $"after {second} s");
            bench.Bench.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task Pick_AllRecoverAtOnce_ShareAsAlways(string policy)
    {
        await using var bench = new PickerBench([2, 1, 1], $"policy: {policy}, slow-start: 10s");
        Recover(bench, 0, 1, 2);
        ChiSquared.ShouldHold(bench.Count(Picks), [2, 1, 1]);
    }

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task Pick_TheOnlyNodeRecovers_GetsEverything(string policy)
    {
        await using var bench = new PickerBench([1], $"policy: {policy}, slow-start: 10s");
        Recover(bench, 0);
        bench.Count(100).ShouldBe([100]);
    }

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task Pick_FromTheStartOfAVersion_IsWhole(string policy)
    {
        await using var bench = new PickerBench([1, 1], $"policy: {policy}, slow-start: 10s");
        ChiSquared.ShouldHold(bench.Count(Picks), [1, 1]);
    }

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task Pick_RevisionAddsANode_ItStartsSlowlyAndIsNotStarved(string policy)
    {
        await using var bench = new PickerBench([1, 1], $"policy: {policy}, slow-start: 10s");
        bench.Bench.Time.Advance(TimeSpan.FromSeconds(30));
        bench.Bench.Publish(TurnWheelTests.Plan([1, 1, 1], $"policy: {policy}, slow-start: 10s"));

        ((double)bench.Count(Picks)[2] / Picks).ShouldBe(0.1 / 2.1, 0.01);
    }

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task Pick_SlowStartNone_IsWholeAtOnce(string policy)
    {
        await using var bench = new PickerBench([1, 1], $"policy: {policy}, slow-start: none");
        Recover(bench, 0);
        ChiSquared.ShouldHold(bench.Count(Picks), [1, 1]);
    }

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task Pick_OthersAreTried_TakesTheOneInSlowStart(string policy)
    {
        await using var bench = new PickerBench([1, 1], $"policy: {policy}, slow-start: 10s");
        Recover(bench, 0);
        bench.Count(200, tried: 1).ShouldBe([200, 0]);
    }

    [Fact]
    public async Task Pick_AWholeZoneRecovers_IsHandedItsTrafficByDegrees()
    {
        await using var bench = new Bench(Zoned, zone: "west");
        foreach (var node in bench.Version().Nodes.Take(2)) node.State.Withhold(Withheld.Probe, on: true, "test");
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        foreach (var node in bench.Version().Nodes.Take(2)) node.State.Withhold(Withheld.Probe, on: false, "");

        Own(bench).ShouldBe(0.14, 0.015);
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        Own(bench).ShouldBe(0.7, 0.02);
        bench.Time.Advance(TimeSpan.FromSeconds(2.5));
        Own(bench).ShouldBe(1);
    }

    [Fact]
    public async Task Share_SharesChange_WhatPickersPreparedIsKept()
    {
        await using var bench = new Bench(Zoned, zone: "west");
        foreach (var node in bench.Version().Nodes.Take(2)) node.State.Withhold(Withheld.Probe, on: true, "test");
        foreach (var node in bench.Version().Nodes.Take(2)) node.State.Withhold(Withheld.Probe, on: false, "");
        var before = bench.Version().Candidates.Current;
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        var after = bench.Version().Candidates.Current;

        after.Groups[0].Share.ShouldBeGreaterThan(before.Groups[0].Share);
        after.Groups[0].Prepared.ShouldBeSameAs(before.Groups[0].Prepared);
        bench.Time.Advance(TimeSpan.FromSeconds(6));
        bench.Version().Candidates.Current.IsRamping.ShouldBeFalse();
    }

    private static double Own(Bench bench)
    {
        using var call = bench.Call();
        var own = 0;
        for (var i = 0; i < Picks; i++)
            if (bench.Version().Picker.Pick(bench.Version(), call)!.Plan.Zone == "west") own++;
        return (double)own / Picks;
    }

    private static void Recover(PickerBench bench, params int[] nodes)
    {
        foreach (var node in nodes) bench.Nodes[node].State.Withhold(Withheld.Probe, on: true, "test");
        bench.Bench.Time.Advance(TimeSpan.FromSeconds(1));
        foreach (var node in nodes) bench.Nodes[node].State.Withhold(Withheld.Probe, on: false, "");
    }
}
