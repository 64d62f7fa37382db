using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Tests.Principles.Limits;

public sealed class ServiceLimitTests
{
    [Fact]
    public async Task Service_AllInterfacesTogether_AreCountedByAttempts()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml(service: "{ rate: 1/m, burst: 4 }").Replace("attempts: 1", "attempts: 2", StringComparison.Ordinal));

        var failing = await scene.SendAsync(static call => call.OnAttempt = (_, _) => new(Outcome.Failed(FailureKind.Connect)));
        failing.Nodes.Count.ShouldBe(2);
        (await scene.SendAsync(1)).ShouldBe(1);
        (await scene.SendAsync(1, static call => call.Target = "/o/1")).ShouldBe(1);
        var refused = await scene.SendAsync();

        (refused.Refusal!.Decision, refused.Refusal.Error.Id, refused.Refusal.Status, refused.Refusal.Rule, refused.Refusal.Position)
            .ShouldBe(("limit-rate", "HF4024", 429, "services.s.limit", Position.ServiceLimit));
        refused.RetryAfter.ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Interface_Each_HasItsOwnShareOfTheService()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml(service: "{ rate: 1/m, burst: 2, per: interface, overrides: { o: 3/m } }"));

        (await scene.SendAsync(10)).ShouldBe(2);
        (await scene.SendAsync(10, static call => call.Target = "/o/1")).ShouldBe(6);
        scene.Seats.Select(static seat => seat.Subject).ShouldBe(["interfaces.i to services.s", "interfaces.o to services.s"]);
    }

    [Fact]
    public async Task Window_AttemptOfTheOneBeforeIsNotMade_GivesThisOneNothingBack()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml(service: "{ rate: 2/10s, kind: fixed-window }\n    pool: { concurrency: 1, queue: 5, wait: 3s }"));
        var end = new TaskCompletionSource<Outcome>();
        scene.Pass(9);
        var inside = scene.Begin(call => call.OnAttempt = (_, _) => new(end.Task));
        var waiting = scene.Begin();
        scene.Pass(1.5);
        var (third, fourth) = (scene.Begin(), scene.Begin());
        (await scene.SendAsync()).Refusal!.Decision.ShouldBe("limit-rate");

        scene.Pass(2);
        await waiting.Running;
        var fifth = scene.Begin();

        waiting.Call.Refusal!.Position.ShouldBe(Position.Pool);
        fifth.Call.Refusal.ShouldNotBeNull("the window has let two pass already").Decision.ShouldBe("limit-rate");
        end.SetResult(Outcome.Answered(200));
        await inside.Running;
        await third.Running;
        await fourth.Running;
    }

    [Fact]
    public async Task Node_Full_IsPassedOverForAnother()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml(service: "[ { rate: 1/m, burst: 3, per: node, overrides: { \"http://127.0.0.1:1001\": 1/h } } ]"));
        var nodes = new List<string>();
        for (var i = 0; i < 4; i++) nodes.AddRange((await scene.SendAsync()).Nodes);

        nodes.Count(static node => node.EndsWith(":1001", StringComparison.Ordinal)).ShouldBe(1);
        nodes.Count(static node => node.EndsWith(":1002", StringComparison.Ordinal)).ShouldBe(3);
        var refused = await scene.SendAsync();
        (refused.Refusal!.Position, refused.Refusal.Rule).ShouldBe((Position.NodePool, "services.s.limit"));
    }

    [Fact]
    public async Task Node_Concurrency_TurnsToTheOtherAndComesBack()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml(service: "{ concurrency: 1, per: node }"));
        var end = new TaskCompletionSource<Outcome>();
        var first = scene.Begin(call => call.OnAttempt = (_, _) => new(end.Task));
        var second = scene.Begin(call => call.OnAttempt = (_, _) => new(end.Task));

        first.Call.Nodes.Concat(second.Call.Nodes).Distinct().Count().ShouldBe(2);
        (await scene.SendAsync(5)).ShouldBe(0);
        end.SetResult(Outcome.Answered(200));
        await first.Running;
        await second.Running;
        (await scene.SendAsync(5)).ShouldBe(5);
    }

    [Fact]
    public async Task Service_EveryNodeIsFull_GivesBackWhatItGave()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml(service: "[ { rate: 10/m, burst: 10 }, { rate: 1/h, burst: 1, per: node } ]"));
        (await scene.SendAsync(9)).ShouldBe(2);

        scene.Cell("left", 0).ShouldBe(8.0);
    }

    [Fact]
    public async Task Service_Paced_WaitsForTheServiceOnly()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml(service: "{ rate: 10/s, kind: pace, queue: 5, wait: 1s }"));
        await scene.SendAsync();
        var (call, running) = scene.Begin();
        running.IsCompleted.ShouldBeFalse();

        scene.Pass(0.1);

        (await running.WaitAsync(TimeSpan.FromSeconds(30))).IsSuccess.ShouldBeTrue();
        call.Nodes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Service_ReloadAndAnotherVersionLive_KeepsItsLevel()
    {
        var yaml = LimitPlans.Yaml(service: "{ rate: 1/h, burst: 4 }");
        await using var scene = new LimitScene(yaml);
        (await scene.SendAsync(3)).ShouldBe(3);

        scene.Bench.Publish(yaml.Replace("versions: { v1:", "live: v2\n    versions: { v1: { nodes: [ \"http://127.0.0.1:1003\" ] }, v2:", StringComparison.Ordinal));

        (await scene.SendAsync(5)).ShouldBe(1);
    }
}
