using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Picking;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

public sealed class TurnWheelTests
{
    [Theory]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 1, 1, 1, 1 })]
    [InlineData(new[] { 5, 1, 1 })]
    [InlineData(new[] { 1000, 999, 1 })]
    [InlineData(new[] { 100, 200, 300 })]
    public async Task Next_OverWholeRounds_HoldsWeightsExactly(int[] weights)
    {
        await using var bench = new Bench(Plan(weights));
        var wheel = new TurnWheel(bench.Version().Nodes, start: 3, default);
        var counts = new int[weights.Length];
        for (var i = 0; i < wheel.Turns * 2; i++) counts[wheel.Next(bench.Call(), bench.Version().Candidates.Current, new SplitMixRandom(1))!.Index]++;

        var gcd = weights.Aggregate((a, b) => { while (b != 0) (a, b) = (b, a % b); return a; });
        counts.ShouldBe(weights.Select(weight => weight / gcd * 2));
    }

    [Fact]
    public async Task Next_HeavyNode_IsSpreadNotBunched()
    {
        await using var bench = new Bench(Plan([3, 1, 1]));
        var wheel = new TurnWheel(bench.Version().Nodes, start: 0, default);
        var turns = Enumerable.Range(0, 10).Select(_ => wheel.Next(bench.Call(), bench.Version().Candidates.Current, new SplitMixRandom(1))!.Index).ToArray();

        turns.Zip(turns.Skip(1)).Zip(turns.Skip(2)).ShouldAllBe(t => !(t.First.First == 0 && t.First.Second == 0 && t.Second == 0));
    }

    [Fact]
    public async Task Next_AllTriedOrWithheld_IsNull()
    {
        await using var bench = new Bench();
        var wheel = new TurnWheel(bench.Version().Nodes, start: 0, default);
        var call = bench.Call();
        call.Tried.Add(bench.Node(0).State);
        bench.Node(1).State.Withhold(Withheld.Probe, on: true, "test");

        wheel.Next(call, bench.Version().Candidates.Current, new SplitMixRandom(1)).ShouldBeNull();
    }

    [Fact]
    public async Task Turns_ManyUnequalNodes_AreBoundedAndNobodyIsLeftOut()
    {
        await using var bench = new Bench(Plan([.. Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? 1000 : 1)]));
        var wheel = new TurnWheel(bench.Version().Nodes, start: 0, default);

        wheel.Turns.ShouldBeLessThanOrEqualTo(TurnWheel.TurnsMax + 400);
        Enumerable.Range(0, wheel.Turns).Select(_ => wheel.Next(bench.Call(), bench.Version().Candidates.Current, new SplitMixRandom(1))!.Index).Distinct().Count().ShouldBe(400);
    }

    internal static string Plan(int[] weights, string balance = "policy: round-robin", string health = "") => $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ {{string.Join(", ", weights.Select((weight, i) => $"{{ url: \"http://127.0.0.1:{2000 + i}\", weight: {weight} }}"))}} ] } }, balance: { {{balance}} }, health: { {{health}} } }
        interfaces:
          i: { match: { path: "/**" }, service: s }
        """;
}
