using System.Globalization;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

public sealed class HashPickerTests
{
    private const int Keys = 2_000;
    private const string ByUser = "policy: hash, hash: { on: \"header:X-User\" }";

    [Fact]
    public async Task Pick_SameKey_IsTheSameNodeInEveryGateway()
    {
        await using var one = new PickerBench([1, 2, 3], ByUser, seed: 1);
        await using var other = new PickerBench([1, 2, 3], ByUser, seed: 99);
        Owners(one).ShouldBe(Owners(other));
        Owners(one).ShouldBe(Owners(one));
    }

    [Fact]
    public async Task Pick_ManyKeys_HoldTheWeights()
    {
        await using var bench = new PickerBench([4, 3, 2, 1], ByUser);
        var counts = new int[4];
        foreach (var owner in Owners(bench, 20_000)) counts[owner]++;
        ChiSquared.ShouldHold(counts, [4, 3, 2, 1]);
    }

    [Theory]
    [InlineData("header:X-User")]
    [InlineData("cookie:user")]
    [InlineData("query:user")]
    [InlineData("path")]
    [InlineData("client")]
    public async Task Pick_KeyFromAnySource_DecidesTheNode(string source)
    {
        await using var bench = new PickerBench([.. Enumerable.Repeat(1, 10)], $"policy: hash, hash: {{ on: \"{source}\" }}");
        var nodes = Enumerable.Range(0, 50).Select(i => (One: Pick(bench, $"/{i}"), Again: Pick(bench, $"/{i}"))).ToArray();

        nodes.ShouldAllBe(pair => pair.One == pair.Again);
        nodes.Select(static pair => pair.One).Distinct().Count().ShouldBeGreaterThan(5);

        static int Pick(PickerBench bench, string key)
        {
            using var call = bench.Bench.Call();
            call.Headers["X-User"] = call.Cookies["user"] = call.Query["user"] = call.Target = call.Client = key;
            return bench.Version.Picker.Pick(bench.Version, call)!.Index;
        }
    }

    [Fact]
    public async Task Pick_OneNodeIsLost_OnlyItsKeysMove()
    {
        await using var bench = new PickerBench([1, 1, 1, 1], ByUser);
        var before = Owners(bench);
        bench.Nodes[2].State.Withhold(Withheld.Ejected, on: true, "test");
        var after = Owners(bench);

        before.Zip(after).ShouldAllBe(static pair => pair.First == 2 ? pair.Second != 2 : pair.Second == pair.First);
        after.Where((_, i) => before[i] == 2).Distinct().Count().ShouldBe(3, "the keys of a lost node are spread over all others");
    }

    [Fact]
    public async Task Pick_NodeRecovers_EachKeyComesBackOnceAndStays()
    {
        await using var bench = new PickerBench([1, 1, 1, 1], ByUser + ", slow-start: 10s");
        var before = Owners(bench);
        bench.Nodes[2].State.Withhold(Withheld.Ejected, on: true, "test");
        bench.Nodes[2].State.Withhold(Withheld.Ejected, on: false, "");

        var back = new bool[Keys];
        for (var second = 0; second <= 10; second++)
        {
            var owners = Owners(bench);
            var ofNode = Enumerable.Range(0, Keys).Where(key => before[key] == 2).ToArray();
            ofNode.ShouldAllBe(key => owners[key] == 2 || !back[key]);
            foreach (var key in ofNode) back[key] = owners[key] == 2;
            ((double)ofNode.Count(key => back[key]) / ofNode.Length).ShouldBe(Math.Max(0.1, second / 10.0), 0.08);
            bench.Bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Owners(bench).ShouldBe(before);
    }

    [Theory]
    [InlineData(new[] { 1, 1, 1, 1 })]
    [InlineData(new[] { 10, 5, 1 })]
    [InlineData(new[] { 1 })]
    public async Task Pick_EverybodyAsksForOneKey_NoNodeExceedsItsBound(int[] weights)
    {
        await using var bench = new PickerBench(weights, "policy: hash, hash: { on: \"header:X-User\", bound: 125 }");
        for (var inFlight = 0; inFlight < 500; inFlight++)
        {
            using var call = Call(bench, "everybody");
            var node = bench.Version.Picker.Pick(bench.Version, call)!;
            node.State.Began();
            node.State.InFlight.ShouldBeLessThanOrEqualTo((int)Math.Ceiling(1.25 * (inFlight + 1) * node.Plan.Weight / weights.Sum()));
        }

        bench.Version.State.InFlight.ShouldBe(500);
        foreach (var node in bench.Nodes)
            while (node.State.InFlight > 0) node.State.Ended();
        bench.Version.State.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task Pick_NoBound_EverybodyStaysWithTheKey()
    {
        await using var bench = new PickerBench([1, 1, 1, 1], "policy: hash, hash: { on: \"header:X-User\", bound: none }");
        for (var i = 0; i < 200; i++)
        {
            using var call = Call(bench, "everybody");
            bench.Version.Picker.Pick(bench.Version, call)!.State.Began();
        }

        bench.Nodes.Max(static node => node.State.InFlight).ShouldBe(200);
    }

    [Fact]
    public async Task Pick_OwnerWasTried_GoesToTheSameOtherEachTime()
    {
        await using var bench = new PickerBench([1, 1, 1, 1], ByUser);
        var others = Enumerable.Range(0, 20).Select(_ =>
        {
            using var call = Call(bench, "somebody");
            call.Tried.Add(bench.Version.Picker.Pick(bench.Version, call)!.State);
            return bench.Version.Picker.Pick(bench.Version, call)!.Index;
        });
        others.Distinct().Count().ShouldBe(1);
    }

    private static FakeCall Call(PickerBench bench, string user)
    {
        var call = bench.Bench.Call();
        call.Headers["X-User"] = user;
        return call;
    }

    private static int[] Owners(PickerBench bench, int keys = Keys)
    {
        using var call = Call(bench, "");
        var owners = new int[keys];
        for (var i = 0; i < keys; i++)
        {
            call.Headers["X-User"] = i.ToString(CultureInfo.InvariantCulture);
            owners[i] = bench.Version.Picker.Pick(bench.Version, call)!.Index;
        }

        return owners;
    }
}
