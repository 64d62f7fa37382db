using Holdfast.Core.DryRuns;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Core.Tests.Principles.Limits;

namespace Holdfast.Core.Tests.DryRuns;

/// <summary>What limits would have done to calls that were; held against what they do where they are live.</summary>
public sealed class DryRunTests
{
    private const int Calls = 400;

    [Fact]
    public async Task Nothing_Called_IsNothingToAsk()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml());

        Run(scene, LimitPlans.Yaml("{ rate: 1/m }")).ShouldSatisfyAllConditions(static it => it.Calls.ShouldBe(0), static it => it.Rules.ShouldBeEmpty());
    }

    /// <summary>The same traffic through a gateway that has the draft live: the dry run says of every rule what that one refused.</summary>
    [Theory]
    [InlineData("{ rate: 20/s, burst: 5 }", 1)]
    [InlineData("{ rate: 5/s, burst: 3, per: client }", 2)]
    [InlineData("{ rate: 5/s, burst: 3, per: header:X-User }", 3)]
    [InlineData("{ rate: 5/s, burst: 3, per: header:X-User, without-key: pass }", 4)]
    [InlineData("[ { rate: 30/s, burst: 10 }, { rate: 3/s, burst: 2, per: header:X-User } ]", 5)]
    [InlineData("{ rate: 10/s, kind: sliding-window }", 6)]
    [InlineData("{ concurrency: 3 }", 7)]
    [InlineData("{ rate: 20/s, kind: pace, queue: 10, wait: 500ms }", 8)]
    public async Task Draft_AskedAboutTraffic_RefusesWhatItRefusesWhereItIsLive(string limit, int seed)
    {
        await using var live = new LimitScene(LimitPlans.Yaml("{ rate: 100000/s, per: header:X-User }"));
        await using var oracle = new LimitScene(LimitPlans.Yaml(limit));
        await TrafficAsync(live, new Random(seed));
        var refused = await TrafficAsync(oracle, new Random(seed));

        var report = Run(live, LimitPlans.Yaml(limit));

        refused.Count.ShouldBeGreaterThan(10);
        (report.Calls, report.Refused, report.RefusedByLive, report.NotJudged).ShouldBe((Calls, refused.Count, 0, 0));
        report.Rules.ToDictionary(static line => line.Rule, static line => line.Refused).ShouldBe(refused.CountBy(static rule => rule).ToDictionary(), ignoreOrder: true);
        report.Rules.ShouldAllBe(static line => line.Interface == "i" && line.Calls == Calls);
    }

    [Fact]
    public async Task Draft_BesideALimitThatRefusesAlready_IsComparedWithIt()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 5/s, burst: 5 }"));
        var refused = await TrafficAsync(scene, new Random(9));

        var same = Run(scene, LimitPlans.Yaml("{ rate: 5/s, burst: 5 }"));
        var none = Run(scene, LimitPlans.Yaml());

        (same.Refused, same.RefusedByLive).ShouldBe((refused.Count, refused.Count));
        (none.Refused, none.RefusedByLive).ShouldBe((0, refused.Count));
        none.Rules.ShouldHaveSingleItem().ShouldBe(new DryRunLine("interfaces.i.limit", "i", Calls, 0, refused.Count));
    }

    /// <summary>What was not kept cannot be counted by: no number is made up.</summary>
    [Theory]
    [InlineData("header:X-Other")]
    [InlineData("path")]
    [InlineData("parameter:id")]
    [InlineData("claim:sub")]
    public async Task Draft_ThatCountsByWhatIsNotKept_IsNotJudged(string per)
    {
        await using var scene = new LimitScene(LimitPlans.Yaml());
        await TrafficAsync(scene, new Random(10));

        var report = Run(scene, LimitPlans.Yaml($"{{ rate: 1/m, burst: 1, per: {per} }}", more: "server: { trusted-proxies: [ 10.0.0.0/8 ] }"));

        (report.Refused, report.NotJudged).ShouldBe((0, Calls));
    }

    [Fact]
    public async Task Draft_WithoutAnInterfaceThatIsCalled_SaysSo()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml());
        await TrafficAsync(scene, new Random(11));

        Run(scene, LimitPlans.Yaml().Replace("  i: {", "  renamed: {", StringComparison.Ordinal)).WithoutInterface.ShouldBe(Calls);
    }

    [Fact]
    public async Task Run_Done_HasTouchedNothingThatIsLive()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 1/m, burst: 10 }"));
        for (var n = 0; n < 4; n++) scene.Bench.Runtime.Recent.Add(await scene.SendAsync(), Outcome.Answered(200));
        var left = scene.Cell("left");

        for (var run = 0; run < 3; run++) Run(scene, LimitPlans.Yaml("{ rate: 1/m, burst: 1 }")).Refused.ShouldBe(3);

        scene.Cell("left").ShouldBe(left);
        scene.Bench.Plan.Interfaces["i"].State.Meter.Read().Refused.ShouldBe(0);
        scene.Signals.ShouldBeEmpty();
    }

    private static DryRunReport Run(LimitScene scene, string draft) =>
        DryRun.Run(scene.Bench.Runtime.Recent, scene.Bench.Plan.Plan, Bench.Read(draft), scene.Bench.Runtime.Slices, scene.Bench.Time);

    /// <summary>The same for the same seed: bursts and lulls, a few callers, some without a name, calls that last.</summary>
    /// <returns>The rules by which calls were refused.</returns>
    private static async Task<List<string>> TrafficAsync(LimitScene scene, Random random)
    {
        List<(FakeCall Call, Task<Outcome> Running)> all = [];
        for (var n = 0; n < Calls; n++)
        {
            scene.Pass(random.Next(3) == 0 ? random.Next(1, 200) / 1_000.0 : 0.000_1);
            var (client, user, lasts) = ($"10.0.0.{random.Next(4)}", random.Next(4), random.Next(1, 300));
            var (call, running) = scene.Begin(one =>
            {
                one.Client = client;
                if (user > 0) one.Headers["X-User"] = $"user-{user}";
                one.OnAttempt = async (_, over) =>
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(lasts), scene.Bench.Time, over);
                    return Outcome.Answered(200);
                };
            });
            all.Add((call, KeepAsync(scene, call, running)));
        }

        for (var step = 0; step < 20; step++) scene.Pass(1);
        await Task.WhenAll(all.Select(static one => one.Running));
        return [.. all.Select(static one => one.Call.Refusal?.Rule).OfType<string>()];
    }

    private static async Task<Outcome> KeepAsync(LimitScene scene, FakeCall call, Task<Outcome> running)
    {
        var outcome = await running;
        scene.Bench.Runtime.Recent.Add(call, outcome);
        return outcome;
    }
}
