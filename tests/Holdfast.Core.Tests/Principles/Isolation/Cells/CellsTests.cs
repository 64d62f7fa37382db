using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Tests.Principles.Balancing.Picking;

namespace Holdfast.Core.Tests.Principles.Isolation.Cells;

public sealed class CellsTests
{
    private static readonly string[] TwoCells = ["cell: a", "cell: a", "cell: a", "cell: b", "cell: b", "cell: b"];

    public static TheoryData<string> EveryPolicy => PickerSharesTests.EveryPolicy;

    [Fact]
    public async Task Run_ManyKeys_EachStaysInOneCellAndTheCellsShareThem()
    {
        await using var bench = new CellBench(TwoCells, CellBench.ByTenant);
        var inA = 0;
        for (var key = 0; key < 2_000; key++)
        {
            var nodes = bench.NodesOf($"t{key}");
            nodes.ShouldBe(nodes[0] == 0 ? [0, 1, 2] : [3, 4, 5]);
            if (nodes[0] == 0) inA++;
            (await bench.RunAsync($"t{key}")).Asked.ShouldAllBe(node => nodes.Contains(node));
        }

        inA.ShouldBeInRange(850, 1_150);
    }

    [Fact]
    public async Task Publish_ACellMore_MovesKeysToItAndNoOthers()
    {
        string[] four = ["cell: a", "cell: b", "cell: c", "cell: d"];
        await using var bench = new CellBench(four, CellBench.ByTenant);
        var before = Enumerable.Range(0, 5_000).Select(key => bench.NodesOf($"t{key}")[0]).ToArray();
        bench.Bench.Publish(CellBench.Plan([.. four, "cell: e"], CellBench.ByTenant));
        var after = Enumerable.Range(0, 5_000).Select(key => bench.NodesOf($"t{key}")[0]).ToArray();

        before.Zip(after).ShouldAllBe(static pair => pair.Second == pair.First || pair.Second == 4);
        (before.Zip(after).Count(static pair => pair.Second != pair.First) / 5_000.0).ShouldBe(0.2, 0.03);
    }

    [Fact]
    public async Task Publish_ANodeMore_ChangesOneNodeOfFewShards()
    {
        await using var bench = new CellBench(CellBench.Plain(20), $"{CellBench.ByTenant}, shards: {{ nodes: 3 }}");
        var before = Enumerable.Range(0, 3_000).Select(key => bench.NodesOf($"t{key}")).ToArray();
        bench.Bench.Publish(CellBench.Plan(CellBench.Plain(21), $"{CellBench.ByTenant}, shards: {{ nodes: 3 }}"));
        var after = Enumerable.Range(0, 3_000).Select(key => bench.NodesOf($"t{key}")).ToArray();

        before.Zip(after).ShouldAllBe(static pair => pair.First.Intersect(pair.Second).Count() >= 2);
        (before.Zip(after).Count(static pair => !pair.First.SequenceEqual(pair.Second)) / 3_000.0).ShouldBe(3 / 21.0, 0.03);
    }

    [Fact]
    public async Task Run_PinnedKey_IsWhereThePlanSaysAndOthersAreWhereTheyWere()
    {
        await using var bench = new CellBench(TwoCells, CellBench.ByTenant);
        var key = Enumerable.Range(0, 100).Select(static i => $"t{i}").First(tenant => bench.NodesOf(tenant)[0] == 0);
        var before = Enumerable.Range(100, 500).Select(i => bench.NodesOf($"t{i}")[0]).ToArray();
        bench.Bench.Publish(CellBench.Plan(TwoCells, $"{CellBench.ByTenant}, pins: {{ {key}: b }}"));

        bench.NodesOf(key).ShouldBe([3, 4, 5]);
        Enumerable.Range(100, 500).Select(i => bench.NodesOf($"t{i}")[0]).ShouldBe(before);
    }

    [Fact]
    public async Task Run_PinnedKeyOfTwoParts_IsFound()
    {
        await using var bench = new CellBench(TwoCells, "by: [ \"header:X-Tenant\", \"header:X-Region\" ], pins: { \"t|eu\": a, \"t|us\": b }");
        foreach (var (region, first) in new[] { ("eu", 0), ("us", 3) })
        {
            using var call = bench.Call("t");
            call.Headers["X-Region"] = region;
            bench.Version.Partition!.Enter(call, out var part);
            part!.Nodes[0].Index.ShouldBe(first);
        }
    }

    [Theory]
    [InlineData("any", 6, null)]
    [InlineData("as-one", 3, null)]
    [InlineData("refuse", 0, "no-cell-key")]
    public async Task Run_CallsWithoutAKey_DoWhatThePlanSays(string withoutKey, int nodes, string? refused)
    {
        await using var bench = new CellBench(TwoCells, $"{CellBench.ByTenant}, without-key: {withoutKey}", "balance: { policy: round-robin }");
        var asked = new HashSet<int>();
        for (var i = 0; i < 60; i++)
        {
            var ran = await bench.RunAsync(tenant: null);
            ran.Refused.ShouldBe(refused);
            asked.UnionWith(ran.Asked);
        }

        asked.Count.ShouldBe(nodes);
    }

    [Theory]
    [InlineData("try", Withheld.Ejected, "own")]
    [InlineData("try", Withheld.Drained, "refused")]
    [InlineData("refuse", Withheld.Ejected, "refused")]
    [InlineData("any", Withheld.Ejected, "others")]
    [InlineData("any", Withheld.Drained, "others")]
    [InlineData("try", Withheld.Ejected, "refused", "health: { panic: none }")]
    public async Task Run_ACellIsLost_ItsKeysDoWhatThePlanSaysAndOthersNoticeNothing(string whenLost, Withheld why, string expected, string service = "")
    {
        await using var bench = new CellBench(TwoCells, $"{CellBench.ByTenant}, when-lost: {whenLost}", service);
        var (ofA, ofB) = (Tenant(bench, 0), Tenant(bench, 3));
        await bench.RunAsync(ofA);
        for (var i = 0; i < 3; i++) bench.Nodes[i].State.Withhold(why, on: true, "test");

        var lost = await bench.RunAsync(ofA);
        switch (expected)
        {
            case "own": (await UsedAsync(bench, ofA)).ShouldBe([0, 1, 2], "all of them, as in panic"); break;
            case "others": lost.Asked.ShouldHaveSingleItem().ShouldBeGreaterThan(2); break;
            default: (lost.Asked.Length, lost.Refused).ShouldBe((0, "cell-lost")); break;
        }

        (await bench.RunAsync(ofB)).Asked.ShouldHaveSingleItem().ShouldBeGreaterThan(2);
        for (var i = 0; i < 3; i++) bench.Nodes[i].State.Withhold(why, on: false, "");
        (await bench.RunAsync(ofA)).Asked.ShouldHaveSingleItem().ShouldBeLessThan(3, "they come back to their own");
    }

    [Fact]
    public async Task Run_TheWholeVersionPanics_KeysStayInTheirCells()
    {
        await using var bench = new CellBench(TwoCells, $"{CellBench.ByTenant}, when-lost: any");
        await bench.RunAsync(Tenant(bench, 0));
        foreach (var node in bench.Nodes) node.State.Withhold(Withheld.Ejected, on: true, "test");

        bench.Version.State.Panic.Phase.ShouldBe(PanicPhase.Panic);
        (await UsedAsync(bench, Tenant(bench, 0))).ShouldBe([0, 1, 2]);
    }

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task Run_WhateverIsWithheldAndFails_NoKeyLeavesItsShard(string policy)
    {
        var balance = policy == "hash" ? "policy: hash, hash: { on: \"header:X-User\" }" : $"policy: {policy}";
        await using var bench = new CellBench(
            ["cell: a", "cell: a, zone: west", "cell: a, priority: 1", "cell: a, weight: 5", "cell: b", "cell: b", "cell: b, zone: west", "cell: b, priority: 2"],
            $"{CellBench.ByTenant}, shards: {{ nodes: 2 }}", $"balance: {{ {balance} }}", "retry: { attempts: 3 }", zone: "west");
        var random = new SplitMixRandom(4);
        for (var run = 0; run < 300; run++)
        {
            var (withheld, failing, tenant) = (random.Next(256), random.Next(256), $"t{random.Next(40)}");
            var why = random.Next(2) == 0 ? Withheld.Probe : Withheld.Ejected;
            for (var i = 0; i < 8; i++) bench.Nodes[i].State.Withhold(why, on: (withheld >> i & 1) == 1, "test");
            var own = bench.NodesOf(tenant);
            own.Length.ShouldBe(2);
            (own[0] < 4).ShouldBe(own[1] < 4, "a shard is of one cell");
            (await bench.RunAsync(tenant, node => (failing >> node & 1) == 0)).Asked.ShouldAllBe(node => own.Contains(node));
            for (var i = 0; i < 8; i++) bench.Nodes[i].State.Withhold(why, on: false, "");
        }
    }

    [Fact]
    public async Task Run_NodesOfAShardDifferInPriority_TheFirstIsUsedUntilItIsLost()
    {
        await using var bench = new CellBench(["cell: a", "cell: a, priority: 1", "cell: b", "cell: b, priority: 1"], CellBench.ByTenant);
        var tenant = Tenant(bench, 0);
        for (var i = 0; i < 20; i++) (await bench.RunAsync(tenant)).Asked.ShouldBe([0]);
        bench.Nodes[0].State.Withhold(Withheld.Ejected, on: true, "test");
        for (var i = 0; i < 20; i++) (await bench.RunAsync(tenant)).Asked.ShouldBe([1]);
    }

    [Fact]
    public async Task Run_ANodeInDoubtOfAnotherCell_IsLeftToItsOwnKeys()
    {
        await using var bench = new CellBench(TwoCells, CellBench.ByTenant);
        bench.Version.State.InDoubt = bench.Nodes[4].State;
        (await bench.RunAsync(Tenant(bench, 0))).Asked.ShouldHaveSingleItem().ShouldBeLessThan(3);
        bench.Version.State.InDoubt.ShouldNotBeNull();
        (await bench.RunAsync(Tenant(bench, 3))).Asked.ShouldBe([4]);
    }

    [Fact]
    public async Task Sweep_NobodyComesForANodeInDoubt_TheNextHasItsTurn()
    {
        await using var bench = new CellBench(["cell: a", "cell: a", "cell: b", "cell: b"], CellBench.ByTenant, more: "retry: { attempts: 1 }");
        foreach (var node in new[] { 0, 2 })
            while ((await bench.RunAsync(Tenant(bench, node), asked => asked != node)).Asked[0] != node) { }

        var inDoubt = new HashSet<NodeState>();
        for (var sweep = 0; sweep < 8; sweep++)
        {
            bench.Bench.Time.Advance(TimeSpan.FromMilliseconds(250));
            if (bench.Version.State.InDoubt is { } node) inDoubt.Add(node);
        }

        inDoubt.ShouldBe([bench.Nodes[0].State, bench.Nodes[2].State], ignoreOrder: true);
    }

    [Fact]
    public async Task Run_StickyCookieOfAnotherCell_DoesNotOpenIt()
    {
        await using var bench = new CellBench(TwoCells, CellBench.ByTenant, "balance: { policy: random, sticky: { cookie: c } }");
        using var call = bench.Call(Tenant(bench, 0));
        call.Cookies["c"] = bench.Version.Picker.CookieFor(bench.Version, call, bench.Nodes[5])!.Split(';')[0].Split('=')[1];
        await CallPipeline.RunAsync(call);
        bench.Nodes.Take(3).Select(static node => node.Address).ShouldContain(call.Nodes.ShouldHaveSingleItem());
    }

    [Fact]
    public async Task Run_AnotherServiceStandsIn_ItIsAskedWithoutCells()
    {
        await using var bench = new CellBench(TwoCells, $"{CellBench.ByTenant}, when-lost: refuse", more: "otherwise: { service: other }");
        foreach (var node in bench.Nodes) node.State.Withhold(Withheld.Drained, on: true, "test");
        using var call = bench.Call("t");
        (await CallPipeline.RunAsync(call)).IsSuccess.ShouldBeTrue();
        call.Nodes.ShouldBe(["http://127.0.0.1:9001"]);
    }

    /// <summary>The nodes that calls of a key go to, over many of them.</summary>
    private static async Task<int[]> UsedAsync(CellBench bench, string tenant)
    {
        var used = new HashSet<int>();
        for (var i = 0; i < 60; i++) used.UnionWith((await bench.RunAsync(tenant)).Asked);
        return [.. used.Order()];
    }

    /// <summary>A key of the cell that a node is in.</summary>
    private static string Tenant(CellBench bench, int node) =>
        Enumerable.Range(0, 1_000).Select(static i => $"t{i}").First(tenant => bench.NodesOf(tenant).Contains(node));
}
