using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Balancing.Picking;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

public sealed class MaglevTableTests
{
    [Theory]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 1, 1, 1 })]
    [InlineData(new[] { 1000, 1 })]
    [InlineData(new[] { 5, 4, 3, 2, 1 })]
    public async Task Slots_AnyWeights_AreInProportion(int[] weights)
    {
        await using var bench = new Bench(TurnWheelTests.Plan(weights));
        var table = new MaglevTable(bench.Version().Nodes);
        var counts = Owners(table).GroupBy(static address => address).ToDictionary(static group => group.Key, static group => group.Count());

        for (var i = 0; i < weights.Length; i++)
            ((double)counts[bench.Node(i).Address]).ShouldBe((double)table.Slots * weights[i] / weights.Sum(), 2);
    }

    [Fact]
    public async Task Slots_NodesInAnotherOrder_AreTheSame()
    {
        await using var bench = new Bench(TurnWheelTests.Plan([1, 2, 3, 4]));
        Owners(new MaglevTable([.. bench.Version().Nodes.Reverse()])).ShouldBe(Owners(new MaglevTable(bench.Version().Nodes)));
    }

    [Fact]
    public async Task Slots_OneOfTwentyNodesGone_MoveLittleMoreThanItsOwn()
    {
        await using var bench = new Bench(TurnWheelTests.Plan([.. Enumerable.Repeat(1, 20)]));
        var before = Owners(new MaglevTable(bench.Version().Nodes));
        var after = Owners(new MaglevTable([.. bench.Version().Nodes.Skip(1)]));

        var kept = before.Zip(after).Count(static pair => pair.First == pair.Second);
        ((double)kept / before.Length).ShouldBeGreaterThan(0.91);
    }

    [Fact]
    public async Task WalkOf_AnyKey_MeetsEverySlotOnce()
    {
        await using var bench = new Bench();
        var table = new MaglevTable(bench.Version().Nodes);
        var (slot, step) = table.WalkOf(StableHash.Of("somebody"));
        var met = new HashSet<int>();
        for (var i = 0; i < table.Slots; i++, slot = (slot + step) % table.Slots) met.Add(slot);
        met.Count.ShouldBe(table.Slots);
    }

    private static string[] Owners(MaglevTable table) => [.. Enumerable.Range(0, table.Slots).Select(slot => table[slot].Address)];
}
