using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits;

namespace Holdfast.Core.Tests.Principles.Limits;

public sealed class LimitTests
{
    [Fact]
    public async Task Rate_BurstIsUsedUp_RefusesWithTheRuleAndTheWait()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 2/m, burst: 3 }"));

        (await scene.SendAsync(3)).ShouldBe(3);
        var call = await scene.SendAsync();

        call.Refusal.ShouldNotBeNull();
        (call.Refusal.Status, call.Refusal.Decision, call.Refusal.Rule, call.Refusal.Error.Id).ShouldBe((429, "limit-rate", "interfaces.i.limit", "HF4020"));
        call.RetryAfter.ShouldBe(TimeSpan.FromSeconds(30));
        var decision = call.Decisions.Kept[0];
        (decision.Position, decision.Measured.Name, decision.Measured.Value, decision.Measured.Bound).ShouldBe((Position.Limits, "tokens", 0, 1));
        call.Nodes.ShouldBeEmpty();
        scene.Pass(29.9);
        (await scene.SendAsync(1)).ShouldBe(0);
        scene.Pass(0.1);
        (await scene.SendAsync(2)).ShouldBe(1);
    }

    [Fact]
    public async Task Limits_Several_TheStrictestAnswersAndTheOthersGetBackWhatTheyGave()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("[ { rate: 10/s, burst: 10 }, { rate: 1/s, burst: 2 }, { rate: 2/m, burst: 2, per: client } ]"));
        (await scene.SendAsync(2)).ShouldBe(2);

        var call = await scene.SendAsync();

        call.Refusal!.Rule.ShouldBe("interfaces.i.limit[2]");
        call.RetryAfter.ShouldBe(TimeSpan.FromSeconds(30));
        for (var i = 0; i < 50; i++) (await scene.SendAsync()).Refusal.ShouldNotBeNull();
        scene.Cell("left", 0).ShouldBe(8.0);
        scene.Cell("left", 1).ShouldBe(0.0);
        scene.Cell("refused", 2).ShouldBe(51L);
    }

    [Fact]
    public async Task Key_Each_HasItsOwnAndThoseWithoutShareOne()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 1/m, burst: 2, per: client }"));

        (await scene.SendAsync(5, static call => call.Client = "10.0.0.1")).ShouldBe(2);
        (await scene.SendAsync(5, static call => call.Client = "10.0.0.2")).ShouldBe(2);
        (await scene.SendAsync(5)).ShouldBe(2);
        scene.Cell("keys").ShouldBe(2);
        scene.Bench.Runtime.Signals.Kept().Single(static signal => signal.Name == "limit-reached").Text.ShouldContain("'10.0.0.1'");
    }

    [Theory]
    [InlineData("header:X-User")]
    [InlineData("query:user")]
    [InlineData("cookie:user")]
    [InlineData("parameter:id")]
    [InlineData("[client, header:X-User]")]
    public async Task Key_OfAnyPart_TellsCallersApart(string per)
    {
        await using var scene = new LimitScene(LimitPlans.Yaml($"{{ rate: 1/m, burst: 1, per: {per} }}"));

        foreach (var user in new[] { "ann", "bob" })
        {
            (await scene.SendAsync(3, call =>
            {
                call.Client = "10.0.0.1";
                call.Target = $"/i/{user}";
                call.Headers["X-User"] = call.Query["user"] = call.Cookies["user"] = user;
            })).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Key_Missing_PassesWhereThePlanSaysSo()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 1/m, burst: 1, per: header:X-User, without-key: pass }"));

        (await scene.SendAsync(20)).ShouldBe(20);
        (await scene.SendAsync(20, static call => call.Headers["X-User"] = "ann")).ShouldBe(1);
    }

    [Fact]
    public async Task Override_OfAKey_IsItsOwnAmount()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 1/m, burst: 2, per: header:X-User, overrides: { vip: 5/m, monitor: none } }"));

        (await scene.SendAsync(50, Of("ann"))).ShouldBe(2);
        (await scene.SendAsync(50, Of("vip"))).ShouldBe(10);
        (await scene.SendAsync(50, Of("monitor"))).ShouldBe(50);
        scene.Pass(60);
        (await scene.SendAsync(50, Of("vip"))).ShouldBe(5);

        static Action<Pipeline.FakeCall> Of(string user) => call => call.Headers["X-User"] = user;
    }

    [Fact]
    public async Task Keys_AMillionMadeUp_StayWithinTheirNumberAndLeaveTheOneThatIsRefused()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 1/h, burst: 2, per: header:X-User, keys-max: 1000 }"));
        (await scene.SendAsync(9, static call => call.Headers["X-User"] = "greedy")).ShouldBe(2);
        var (set, model) = (scene.Seats[0].Set, scene.Seats[0].Model);

        var now = scene.Bench.Time.GetTimestamp();
        for (ulong i = 1; i <= 1_000_000; i++) set.Find(model, i * 0x9E3779B97F4A7C15, now + (long)i);

        set.Keys!.All.Count().ShouldBeLessThanOrEqualTo(1_000);
        ((long)scene.Cell("forgotten")!).ShouldBeGreaterThan(998_000);
        (await scene.SendAsync(1, static call => call.Headers["X-User"] = "greedy")).ShouldBe(0);
    }

    [Fact]
    public async Task Concurrency_Full_RefusesUntilACallHasEnded()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("[ { concurrency: 2, per: client }, { rate: 1000/s } ]"));
        var ends = new TaskCompletionSource<Outcome>();
        var first = scene.Begin(call => call.OnAttempt = (_, _) => new(ends.Task));
        var second = scene.Begin(call => call.OnAttempt = (_, _) => new(ends.Task));

        var call = await scene.SendAsync();
        (call.Refusal!.Decision, call.Refusal.Error.Id, call.RetryAfter).ShouldBe(("limit-concurrency", "HF4021", TimeSpan.FromSeconds(1)));
        (call.Decisions.Kept[0].Measured.Value, call.Decisions.Kept[0].Measured.Bound).ShouldBe((2, 2));
        ends.SetResult(Outcome.Failed(FailureKind.Reset));
        await first.Running;
        await second.Running;

        (await scene.SendAsync(100)).ShouldBe(100);
    }

    [Fact]
    public async Task Concurrency_RefusedByARateAfterIt_IsLeftAgain()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("[ { concurrency: 1 }, { rate: 1/m, burst: 1 } ]"));
        (await scene.SendAsync(10)).ShouldBe(1);

        scene.Cell("left", 0).ShouldBe(1.0);
        scene.Pass(60);
        (await scene.SendAsync(1)).ShouldBe(1);
    }

    [Fact]
    public async Task Observe_BeyondTheLimit_PassesAndIsCounted()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("[ { rate: 1/m, burst: 2, observe: true }, { concurrency: 1, observe: true }, { rate: 1/m, kind: pace, queue: 1, wait: 1s, observe: true } ]"));

        (await scene.SendAsync(10)).ShouldBe(10);

        scene.Cell("rule", 1).ShouldBe("interfaces.i.limit[0]");
        (scene.Cell("allowed", 1), scene.Cell("refused", 1), scene.Cell("would_refuse", 1), scene.Cell("state", 1)).ShouldBe((2L, 0L, 8L, "would-refuse"));
        (scene.Cell("allowed", 2), scene.Cell("would_refuse", 2)).ShouldBe((1L, 9L));
        scene.Signals.ShouldContain("limit-reached");
    }

    [Fact]
    public async Task OnlyHot_OfWhatIsNot_IsNotAskedFor()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 1/m, burst: 1, only: hot }", target: ", hot-keys: { key: \"parameter:id\", minimum-calls: 10000 }"));

        (await scene.SendAsync(5)).ShouldBe(5);
        (await scene.SendAsync(5, static call => call.IsHot = true)).ShouldBe(1);
    }

    [Fact]
    public async Task OnlyHot_WhatVeryManyAskFor_IsLimitedAndTheRestIsNot()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml(
            "{ rate: 1/h, burst: 5, only: hot }", target: ", hot-keys: { key: \"parameter:id\", rate: 50/s, share: none, minimum-calls: 20, window: 1s }"));
        var (star, others) = (0, 0);
        for (var i = 0; i < 400; i++)
        {
            star += await scene.SendAsync(1, static call => call.Target = "/i/star");
            others += await scene.SendAsync(1, call => call.Target = $"/i/k{i}");
            scene.Pass(0.01);
        }

        others.ShouldBe(400);
        star.ShouldBeLessThan(250);
    }

    [Fact]
    public async Task Headers_AskedFor_SayWhatIsLeft()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("[ { rate: 10/m, burst: 10, headers: true }, { rate: 4/10s, kind: fixed-window, headers: true }, { concurrency: 9, headers: true } ]"));
        var call = await scene.SendAsync();

        call.Told!.Select(static told => $"{told.Key}: {told.Value}").ShouldBe(
        [
            "RateLimit: \"limit-2\";r=8", "RateLimit-Policy: \"limit-2\";q=9;qu=\"concurrent-requests\"",
            "RateLimit: \"limit-0\";r=9;t=6", "RateLimit-Policy: \"limit-0\";q=10;w=60",
            "RateLimit: \"limit-1\";r=3;t=10", "RateLimit-Policy: \"limit-1\";q=4;w=10",
        ]);
        await scene.SendAsync(3);
        var refused = await scene.SendAsync();
        refused.Told!.Single(static told => told.Value.StartsWith("\"limit-1\";r", StringComparison.Ordinal)).Value.ShouldStartWith("\"limit-1\";r=0;t=");
    }

    [Fact]
    public async Task Signals_ManyRefusals_ComeTwiceForAll()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 1/s, burst: 1 }"));
        await scene.SendAsync(500);
        scene.Signals.ShouldBe(["limit-reached"]);
        scene.Pass(5);
        await scene.SendAsync(1);
        scene.Signals.ShouldBe(["limit-reached"]);

        scene.Pass(10);
        await scene.SendAsync(1);

        scene.Signals.ShouldBe(["limit-reached", "limit-calm"]);
        scene.Cell("state").ShouldBe("calm");
    }

    [Fact]
    public async Task Clock_SetForwardByAnHour_LetsABurstPassAndNoMore()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 1/s, burst: 5 }"));
        await scene.SendAsync(20);
        scene.Pass(3_600);

        (await scene.SendAsync(20)).ShouldBe(5);
    }

    [Fact]
    public async Task Plan_WithoutLimits_HasNoStage()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml());

        scene.Bench.Plan.Interfaces["i"].Inbound.ShouldAllBe(static stage => stage.IsIdle);
        scene.Bench.Version().Gates.ShouldBeEmpty();
        LimitsSlice.Seats(scene.Bench.Plan).ShouldBeEmpty();
    }
}
