using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Core.Tests.Principles.Balancing.Picking;

namespace Holdfast.Core.Tests.Principles.Balancing.HotKeys;

public sealed class HotSpreadTests
{
    private const string ByUser = "policy: hash, hash: { on: \"header:X-User\" }";
    private const string Sticky = "policy: random, sticky: { cookie: c }";

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(8, 8)]
    public async Task Pick_HotKeyByHash_GoesToSoManyNodesEvenlyAndToNoOther(int spread, int nodes)
    {
        await using var bench = new PickerBench([.. Enumerable.Repeat(1, 8)], ByUser);
        foreach (var user in new[] { "ann", "bob", "eve" })
        {
            var counts = Count(bench, spread, call => call.Headers["X-User"] = user);
            counts.Count(static count => count > 0).ShouldBe(nodes);
            ChiSquared.ShouldHold([.. counts.Where(static count => count > 0)], [.. Enumerable.Repeat(1, nodes)]);
        }
    }

    [Fact]
    public async Task Pick_HotKeyByHash_TheSameNodesInEveryGatewayAndTheKeysOwnAmongThem()
    {
        await using var one = new PickerBench([1, 1, 1, 1, 1, 1], ByUser, seed: 1);
        await using var other = new PickerBench([1, 1, 1, 1, 1, 1], ByUser, seed: 9);
        var own = Used(Count(one, 0, User)).Single();
        var nodes = Used(Count(one, 3, User));

        nodes.ShouldBe(Used(Count(other, 3, User)));
        nodes.ShouldContain(own);

        static void User(FakeCall call) => call.Headers["X-User"] = "ann";
    }

    [Fact]
    public async Task Pick_HotKeyAndOneOfItsNodesIsLost_AnotherTakesItsPart()
    {
        await using var bench = new PickerBench([1, 1, 1, 1, 1, 1], ByUser);
        var before = Used(Count(bench, 3, User));
        bench.Nodes[before[0]].State.Withhold(Withheld.Ejected, on: true, "test");
        var after = Used(Count(bench, 3, User));

        after.Length.ShouldBe(3);
        after.Intersect(before).Count().ShouldBe(2);

        static void User(FakeCall call) => call.Headers["X-User"] = "ann";
    }

    [Fact]
    public async Task Pick_HotKeyWithoutNodesEnough_GoesToAllThatAreLeft()
    {
        await using var bench = new PickerBench([1, 1, 1, 1], ByUser);
        bench.Nodes[0].State.Withhold(Withheld.Drained, on: true, "test");
        bench.Nodes[1].State.Withhold(Withheld.Drained, on: true, "test");
        Used(Count(bench, 4, static call => call.Headers["X-User"] = "ann")).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task Pick_HotKeyOfAStickyCaller_GoesToItsNodeAndThoseAfterItAndKeepsItsCookie()
    {
        await using var bench = new PickerBench([1, 1, 1, 1, 1], Sticky);
        using var call = bench.Bench.Call();
        var cookie = bench.Version.Picker.CookieFor(bench.Version, call, bench.Nodes[3])!.Split(';')[0].Split('=')[1];
        Used(Count(bench, 0, Keep)).ShouldBe([3]);
        Used(Count(bench, 3, Keep)).ShouldBe([0, 3, 4]);

        call.Cookies["c"] = cookie;
        call.SpreadOver = 3;
        bench.Version.Picker.CookieFor(bench.Version, call, bench.Nodes[0]).ShouldBeNull("it comes back to its own node once the key is cold");

        void Keep(FakeCall caller) => caller.Cookies["c"] = cookie;
    }

    private static int[] Count(PickerBench bench, int spread, Action<FakeCall> arrange)
    {
        using var call = bench.Bench.Call();
        arrange(call);
        call.IsHot = spread > 0;
        call.SpreadOver = spread;
        var counts = new int[bench.Nodes.Count];
        for (var i = 0; i < 2_000; i++) counts[bench.Version.Picker.Pick(bench.Version, call)!.Index]++;
        return counts;
    }

    private static int[] Used(int[] counts) => [.. Enumerable.Range(0, counts.Length).Where(node => counts[node] > 0)];
}
