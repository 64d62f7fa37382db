using System.Globalization;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Isolation.Cells;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Isolation.Cells;

public sealed class ShardTests
{
    private const string Pairs = CellBench.ByTenant + ", shards: { nodes: 2 }";

    [Fact]
    public async Task Run_APoisonKeyBreaksEveryNodeItReaches_OnlyItsShardIsLostAndOneIn28KeysWithIt()
    {
        const int Others = 5_000;
        await using var bench = new CellBench(
            CellBench.Plain(8), Pairs, "health: { eject: none }\n    retry-budget: { ratio: 1 }", "retry: { attempts: 3 }");
        var broken = new HashSet<int>();
        // Whatever node it reaches is gone, for everybody.
        for (var i = 0; i < 50; i++) await bench.RunAsync("poison", node => !broken.Add(node) && false);
        broken.Order().ToArray().ShouldBe(bench.NodesOf("poison"), "it broke its two nodes, and no others");

        var (lost, touched) = (0, 0);
        for (var key = 0; key < Others; key++)
        {
            var own = bench.NodesOf($"t{key}");
            var ran = await bench.RunAsync($"t{key}", node => !broken.Contains(node));
            ran.Outcome.IsSuccess.ShouldBe(!own.All(broken.Contains), $"t{key} has {string.Join(',', own)}");
            if (!ran.Outcome.IsSuccess) lost++;
            if (own.Any(broken.Contains)) touched++;
        }

        // As computed, give or take what chance does to 5,000 keys and 16,384 buckets.
        ((double)lost / Others).ShouldBe(ShardOverlap.LoseAll(8, 2), 0.01);
        ((double)touched / Others).ShouldBe(ShardOverlap.LoseAny(8, 2), 0.03);
        ShardOverlap.LoseAll(8, 2).ShouldBe(1 / 28.0, 1e-12);
    }

    [Fact]
    public async Task Run_APoisonKeyAndEjection_TheOtherKeysAreAnsweredThroughout()
    {
        await using var bench = new CellBench(CellBench.Plain(8), Pairs, more: "retry: { attempts: 2 }");
        var poisoned = bench.NodesOf("poison");
        var others = Enumerable.Range(0, 400).Select(static i => $"t{i}").Where(tenant => !bench.NodesOf(tenant).All(poisoned.Contains)).ToArray();
        var failed = 0;
        for (var round = 0; round < 20; round++)
        {
            await bench.RunAsync("poison", static _ => false);
            foreach (var tenant in others)
                if (!(await bench.RunAsync(tenant, node => !poisoned.Contains(node))).Outcome.IsSuccess) failed++;
            bench.Bench.Time.Advance(TimeSpan.FromMilliseconds(250));
        }

        failed.ShouldBe(0);
        // Ejection finds them as ever, and nobody else.
        var ejected = bench.Bench.Runtime.Signals.Kept().Where(static signal => signal.Name == "node-ejected").Select(static signal => signal.Text.Split(' ')[0]);
        ejected.Distinct().Order().ShouldBe(poisoned.Select(node => bench.Nodes[node].Address).Order());
    }

    [Fact]
    public async Task Run_EverythingOfItFails_RetriesStayInTheShard()
    {
        await using var bench = new CellBench(CellBench.Plain(8), Pairs, "health: { eject: none }\n    retry-budget: { ratio: 1 }", "retry: { attempts: 5 }");
        var own = bench.NodesOf("t");
        var (outcome, asked, _) = await bench.RunAsync("t", static _ => false);
        outcome.IsFailure.ShouldBeTrue();
        asked.Length.ShouldBeGreaterThan(2);
        asked.ShouldAllBe(node => own.Contains(node));
    }

    [Fact]
    public async Task Run_ItsAttemptIsLate_TheHedgeGoesToTheOtherNodeOfTheShard()
    {
        await using var bench = new CellBench(CellBench.Plain(8), Pairs);
        await Learning.UsualAsync(bench.Bench, TimeSpan.FromMilliseconds(10));
        for (var i = 0; i < 3; i++)
        {
            using var call = bench.Call($"t{i}");
            var script = new AttemptScript(call);
            var running = CallPipeline.RunAsync(call).AsTask();
            bench.Bench.Time.Advance(TimeSpan.FromMilliseconds(35));
            script.Answer(2, 200);
            (await running).IsSuccess.ShouldBeTrue();
            call.Nodes.Order().ShouldBe(bench.NodesOf($"t{i}").Select(node => bench.Nodes[node].Address).Order());
        }
    }

    [Fact]
    public async Task Enter_SameKeyInAnotherGateway_HasTheSameNodes()
    {
        await using var one = new CellBench(CellBench.Plain(30), Pairs, seed: 1);
        await using var other = new CellBench(CellBench.Plain(30), Pairs, seed: 2);
        for (var key = 0; key < 200; key++) one.NodesOf($"t{key}").ShouldBe(other.NodesOf($"t{key}"));
    }

    [Fact]
    public async Task Enter_BucketsWithTheSameNodes_HaveOneShardTogether()
    {
        await using var bench = new CellBench(CellBench.Plain(8), Pairs);
        for (var key = 0; key < 3_000; key++) bench.NodesOf($"t{key}");
        bench.Version.Partition!.Parts.Count().ShouldBe(28);
    }

    [Fact]
    public async Task Pick_OfThousandsOfNodes_AllocatesNothingOnceItsShardIsKnown()
    {
        await using var bench = new CellBench(CellBench.Plain(3_000), $"{CellBench.ByTenant}, shards: {{ nodes: 4 }}");
        // Fake time allocates by itself.
        using var call = new FakeCall(TimeProvider.System) { Plan = bench.Bench.Plan, Headers = { ["X-Tenant"] = "t" } };
        Pick(1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pick(20_000);

        ((GC.GetAllocatedBytesForCurrentThread() - before) / 20_000).ShouldBe(0);

        void Pick(int times)
        {
            for (var i = 0; i < times; i++)
            {
                bench.Version.Partition!.Enter(call, out var part).Passes.ShouldBeTrue();
                call.Part = part;
                bench.Version.Picker.Pick(bench.Version, call).ShouldNotBeNull();
            }
        }
    }

    [Fact]
    public async Task Snapshot_Shards_SayWhatOneKeyCanTake()
    {
        await using var bench = new CellBench(CellBench.Plain(8), Pairs);
        var row = new CellsSlice().Snapshot(bench.Bench.Runtime.Present!).Tables[0].Rows.Single(static row => (string)row[0]! == "s");
        row[3].ShouldBe(8);
        row[7].ShouldBe(2);
        row[8].ShouldBe(28.0);
        Convert.ToDouble(row[9], CultureInfo.InvariantCulture).ShouldBe(1 / 28.0, 1e-9);
    }
}
