using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Picking;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

/// <summary>Peak-EWMA and least-request among callers that wait for answers.</summary>
public sealed class ChoicePickerTests
{
    private const int Calls = 30_000;

    [Theory]
    [InlineData("least-request", new[] { 1, 1, 1, 1 }, 1)]
    [InlineData("least-request", new[] { 3, 1 }, 2)]
    [InlineData("least-request", new[] { 3, 1 }, 16)]
    [InlineData("least-request", new[] { 10, 1 }, 8)]
    [InlineData("peak-ewma", new[] { 1, 1, 1, 1 }, 1)]
    [InlineData("peak-ewma", new[] { 3, 1 }, 2)]
    [InlineData("peak-ewma", new[] { 3, 1 }, 16)]
    [InlineData("peak-ewma", new[] { 10, 1 }, 8)]
    [InlineData("peak-ewma", new[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 3 }, 32)]
    public async Task Pick_NodesAnswerAlike_HoldsTheWeights(string policy, int[] weights, int callers)
    {
        await using var bench = new PickerBench(weights, $"policy: {policy}");
        var counts = new ClosedLoop(bench, callers).Run(Calls);

        // Answers that are themselves random move a little to and fro; a node of weight 1 in 11 may get 12% more or less.
        for (var i = 0; i < weights.Length; i++)
            ((double)counts[i] / Calls).ShouldBe((double)weights[i] / weights.Sum(), 0.12 * weights[i] / weights.Sum(), $"node {i} of {string.Join(", ", counts)}");
    }

    [Theory]
    [InlineData("peak-ewma", 4, 0.05)]
    [InlineData("peak-ewma", 32, 0.05)]
    [InlineData("least-request", 4, 0.10)]
    [InlineData("least-request", 32, 0.06)]
    public async Task Pick_OneIsTenTimesSlower_GetsASmallShare(string policy, int callers, double shareMax)
    {
        await using var bench = new PickerBench([1, 1, 1, 1], $"policy: {policy}");
        var loop = new ClosedLoop(bench, callers) { Takes = static (node, drawn) => drawn * (node.Index == 3 ? 0.1 : 0.01) };
        var counts = loop.Run(Calls);

        counts[3].ShouldBeInRange(1, (int)(shareMax * Calls));
        counts[..3].ShouldAllBe(count => count > 0.28 * Calls);
    }

    [Fact]
    public async Task Pick_SlowNodeIsQuickAgain_GetsItsShareWithinAMinute()
    {
        await using var bench = new PickerBench([1, 1], "policy: peak-ewma");
        var slow = true;
        var loop = new ClosedLoop(bench, callers: 4) { Takes = (node, drawn) => drawn * (slow && node.Index == 0 ? 4 : 0.01) };
        loop.Run(5_000)[0].ShouldBeLessThan(300);
        slow = false;
        loop.Run(24_000);

        ((double)loop.Run(5_000)[0]).ShouldBe(2_500, 250);
    }

    [Theory]
    [InlineData("peak-ewma")]
    [InlineData("least-request")]
    public async Task Pick_NodeFailsAtOnceAndMayNotBeEjected_KeepsATrickle(string policy)
    {
        await using var bench = new PickerBench([1, 1, 1], $"policy: {policy}", health: "eject: { at-most: 0.01 }");
        var loop = new ClosedLoop(bench, callers: 8)
        {
            Takes = static (node, drawn) => node.Index == 0 ? 0.0001 : 0.01 * drawn,
            Fails = static node => node.Index == 0,
        };
        var counts = loop.Run(Calls);

        bench.Nodes[0].State.Withheld.ShouldBe(Withheld.None);
        counts[0].ShouldBeInRange(1, Calls / 50);
    }

    [Fact]
    public async Task Pick_AmongMeasuredNodesOneNever_IsNotStormed()
    {
        await using var bench = new PickerBench([1, 1, 1, 1], "policy: peak-ewma");
        foreach (var node in bench.Nodes.Skip(1)) LoadState.Of(node.State).Answered(-3, 0);

        ChiSquared.ShouldHold(bench.Count(20_000), [1, 1, 1, 1]);
    }

    [Fact]
    public async Task Pick_AttemptsAreLate_LosesTrafficBeforeAnyEnds()
    {
        await using var bench = new PickerBench([1, 1], "policy: peak-ewma");
        new ClosedLoop(bench, callers: 2).Run(2_000);
        using var call = bench.Bench.Call();
        call.First.Begin(bench.Nodes[0], 1, bench.Bench.Time.GetTimestamp(), isHedge: false);
        bench.Bench.Time.Advance(TimeSpan.FromMilliseconds(400));
        for (var i = 0; i < 3; i++)
            foreach (var observer in bench.Bench.Plan.Services["s"].Observers) observer.Late(call, call.First, bench.Bench.Time.GetTimestamp());

        bench.Count(1_000)[0].ShouldBe(0);
    }

    [Fact]
    public async Task DrawOther_AnyWeights_IsAnotherNode()
    {
        await using var bench = new PickerBench([1000, 1, 1], "policy: least-request");
        var lot = new Lot(bench.Nodes, default);
        var random = new SplitMixRandom(3);
        using var call = bench.Bench.Call();
        for (var i = 0; i < 10_000; i++)
        {
            var first = lot.Draw(bench.Version.Candidates.Current, call, random);
            lot.DrawOther(first, bench.Version.Candidates.Current, call, random).ShouldNotBe(first);
        }
    }
}
