using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

/// <summary>What holds for every policy.</summary>
public sealed class PickerSharesTests
{
    private static readonly string[] Policies = ["peak-ewma", "least-request", "round-robin", "random", "hash"];

    private static readonly int[][] Weights =
    [
        [1], [1, 1], [3, 1], [1, 100], [1, 1, 1], [5, 1, 1], [.. Enumerable.Repeat(1, 50)], [.. Enumerable.Range(1, 50)],
    ];

    public static TheoryData<string> EveryPolicy => [.. Policies];

    public static TheoryData<string, int[]> EveryPolicyAndWeights
    {
        get
        {
            var data = new TheoryData<string, int[]>();
            foreach (var policy in Policies)
                foreach (var weights in Weights) data.Add(policy, weights);
            return data;
        }
    }

    [Theory, MemberData(nameof(EveryPolicyAndWeights))]
    public async Task Pick_NodesAlike_HoldsTheWeights(string policy, int[] weights)
    {
        await using var bench = new PickerBench(weights, $"policy: {policy}");
        ChiSquared.ShouldHold(bench.Count(20_000), weights);
    }

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task Pick_OneWithheld_TheOthersKeepTheirWeights(string policy)
    {
        await using var bench = new PickerBench([4, 3, 2, 1], $"policy: {policy}");
        bench.Nodes[0].State.Withhold(Withheld.Probe, on: true, "test");

        var counts = bench.Count(20_000);
        counts[0].ShouldBe(0);
        ChiSquared.ShouldHold(counts[1..], [3, 2, 1]);
    }

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task Pick_HeaviestWasTried_IsNeverPickedAgain(string policy)
    {
        await using var bench = new PickerBench([1000, 1, 1], $"policy: {policy}");
        var counts = bench.Count(5_000, tried: 0);
        counts[0].ShouldBe(0);
        counts[1].ShouldBeGreaterThan(0);
        counts[2].ShouldBeGreaterThan(0);
    }

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task Pick_AllTried_IsNone(string policy)
    {
        await using var bench = new PickerBench([2, 1], $"policy: {policy}");
        bench.Pick(0, 1).ShouldBeNull();
        bench.Pick(0)!.Index.ShouldBe(1);
        bench.Pick(1)!.Index.ShouldBe(0);
    }

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task Pick_AllWithheldByHealth_PanicsAndHoldsTheWeights(string policy)
    {
        await using var bench = new PickerBench([3, 1], $"policy: {policy}");
        foreach (var node in bench.Nodes) node.State.Withhold(Withheld.Probe, on: true, "test");
        ChiSquared.ShouldHold(bench.Count(20_000), [3, 1]);
    }

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task Pick_ArrangementIsFromBeforeANodeCameBack_FindsIt(string policy)
    {
        await using var bench = new PickerBench([1, 1], $"policy: {policy}");
        var older = bench.Version;
        bench.Nodes[0].State.Withhold(Withheld.Probe, on: true, "test");
        bench.Bench.Publish(TurnWheelTests.Plan([1, 1], $"policy: {policy}, slow-start: none"));
        bench.Nodes[0].State.Withhold(Withheld.Probe, on: false, "");
        bench.Nodes[1].State.Withhold(Withheld.Probe, on: true, "test");

        using var call = bench.Bench.Call();
        older.Picker.Pick(older, call)!.Index.ShouldBe(0);
    }

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task UntilUsable_NodesAreProbed_IsTheIntervalOfTheProbe(string policy)
    {
        await using var bench = new PickerBench([1], $"policy: {policy}", health: "probe: { path: /healthz, every: 7s }");
        using var call = bench.Bench.Call();
        bench.Version.Picker.UntilUsable(bench.Version, call).ShouldBe(TimeSpan.FromSeconds(7));
    }
}
