using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Isolation;

namespace Holdfast.Core.Tests.Principles.Isolation;

public sealed class PoolGateTests
{
    [Fact]
    public async Task Enter_VersionIsFull_IsRefusedForAllInterfaces()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { concurrency: 3 }"));
        var inside = stage.Begin(3);

        var refused = stage.Begin(static call => call.Target = "/j/1");

        await refused.OverAsync();
        (refused.Call.Refusal!.Error.Id, refused.Refused, refused.Call.Refusal.Rule).ShouldBe(("HF4025", "pool-full", "services.s.pool"));
        refused.Measured.ShouldBe(new Measure("in-flight", 3, 3));
        foreach (var call in inside) await call.EndAsync();
        stage.Version.Counts.Value.ShouldBe(0);
    }

    [Fact]
    public async Task Enter_Queued_WaitsBeforeANodeIsChosen()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { concurrency: 1, queue: 1, wait: 5s }"));
        var inside = stage.Begin();
        var waiting = stage.Begin();
        waiting.Call.Attempt.ShouldBeNull();

        await inside.EndAsync();
        await waiting.AtNodeAsync();

        waiting.Call.Decisions.Kept[0].Name.ShouldBe("pool-queued");
    }

    [Fact]
    public async Task Enter_AttemptFails_ItsPlaceIsFreeForTheRetry()
    {
        var yaml = IsolationPlans.Yaml("pool: { concurrency: 1, per-node: 1 }").Replace("retry: { attempts: 1 }", "retry: { attempts: 2, backoff: { base: 0s } }", StringComparison.Ordinal);
        await using var stage = new IsolationStage(yaml);
        var call = stage.Bench.Call();
        call.OnAttempt = (_, _) => new(call.Attempts == 1 ? Outcome.Failed(FailureKind.Connect) : Outcome.Answered(200));

        (await CallPipeline.RunAsync(call)).IsSuccess.ShouldBeTrue();

        call.Attempts.ShouldBe(2);
        stage.Version.Counts.Value.ShouldBe(0);
    }

    [Fact]
    public async Task EnterNode_OneIsFull_TheOtherIsTaken()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { per-node: 2 }"));

        var inside = stage.Begin(4);

        inside.ShouldAllBe(static call => call.IsAtNode);
        inside.GroupBy(static call => call.Call.Node!.Address).ShouldAllBe(static node => node.Count() == 2);
        await inside[0].EndAsync();
        var next = stage.Begin();
        next.Call.Node!.Address.ShouldBe(inside[0].Call.Node!.Address, "only there is a place");
    }

    [Fact]
    public async Task EnterNode_ElevenOfFiftyAreFull_TheOthersTakeAllThatTheyMay()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { per-node: 1 }", nodes: 50));

        var inside = stage.Begin(50);

        inside.ShouldAllBe(static call => call.IsAtNode);
        inside.Select(static call => call.Call.Node!.Address).ShouldBeUnique();
        var refused = stage.Begin();
        await refused.OverAsync();
        refused.Refused.ShouldBe("pool-full");
    }

    [Fact]
    public async Task EnterNode_AllAreFull_IsRefusedAndTheVersionsPlaceGivenBack()
    {
        // The version believes that there is room: the node that has it is drained only for those that look now.
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { concurrency: 3, per-node: 2 }", nodes: 2));
        stage.Begin(2);
        var busy = stage.Bench.Version().Nodes.Select(static node => OwnedPools.Of(node.State).Find(PoolKind.Attempts)!).ToArray();
        foreach (var pool in busy) pool.TryEnter(0).ShouldBeTrue();

        var refused = stage.Begin();

        await refused.OverAsync();
        (refused.Call.Refusal!.Error.Id, refused.Refused, refused.Call.Refusal.Rule).ShouldBe(("HF4027", "node-pool-full", "services.s.pool.per-node"));
        refused.Measured.ShouldBe(new Measure("in-flight", 2, 2));
        stage.Version.Counts.Total.ShouldBe(2);
    }

    [Fact]
    public async Task Enter_PerNode_TheVersionHasWhatItsUsableNodesMayHave()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { per-node: 2, queue: 4, wait: 5s }", nodes: 3));
        stage.Version.Shape.Capacity.ShouldBe(6);
        stage.Bench.Node(0).State.Withhold(Withheld.Drained, on: true, "test");
        var inside = stage.Begin(4);
        var waiting = stage.Begin(2);
        (stage.Version.Shape.Capacity, waiting.Count(static call => call.IsWaiting)).ShouldBe((4, 2));

        stage.Bench.Node(0).State.Withhold(Withheld.Drained, on: false, "test");
        var next = stage.Begin();

        await waiting[0].AtNodeAsync();
        await waiting[1].AtNodeAsync();
        next.IsWaiting.ShouldBeTrue();
        (stage.Version.Shape.Capacity, inside.Length).ShouldBe((6, 4));
    }

    [Fact]
    public async Task Enter_CallerGoesInTheQueue_HoldsNothing()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { concurrency: 1, queue: 2, wait: 5s }"));
        var inside = stage.Begin();
        var waiting = stage.Begin(2);
        waiting[0].Call.Gone = true;
        waiting[1].Call.Leave();

        (await waiting[1].OverAsync()).Kind.ShouldBe(OutcomeKind.Cancelled);
        await inside.EndAsync();
        (await waiting[0].OverAsync()).Kind.ShouldBe(OutcomeKind.Cancelled);

        stage.Version.Counts.Value.ShouldBe(0);
    }

    [Fact]
    public async Task Enter_ObserveOnly_LetsAllInAndCounts()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { concurrency: 2, per-node: 1, observe: true }"));

        stage.Begin(5).ShouldAllBe(static call => call.IsAtNode);

        (stage.Version.Counts.Total, stage.Version.Tallies.Read().Observed).ShouldBe((5, 3));
    }

    [Fact]
    public async Task Publish_AnOlderRevisionsCallEnds_TheSizeStaysThatOfTheNewest()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { per-node: 1 }"));
        var old = stage.Begin();
        stage.Bench.Publish(IsolationPlans.Yaml("pool: { per-node: 5 }"));
        stage.Bench.Node(0).State.Withhold(Withheld.Drained, on: true, "test");

        await old.EndAsync();

        stage.Begin().IsAtNode.ShouldBeTrue();
        stage.Version.Shape.Capacity.ShouldBe(5);
        stage.Version.Counts.Total.ShouldBe(1);
    }

    [Fact]
    public async Task Publish_PoolIsTakenOutAndComesBack_CountsAreExact()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { concurrency: 2 }"));
        var inside = stage.Begin(2);
        stage.Bench.Publish(IsolationPlans.Yaml());
        stage.Begin().IsAtNode.ShouldBeTrue();
        await inside[0].EndAsync();
        stage.Bench.Publish(IsolationPlans.Yaml("pool: { concurrency: 2 }"));

        stage.Version.Counts.Total.ShouldBe(1);
        stage.Begin().IsAtNode.ShouldBeTrue();
        stage.Begin().IsAtNode.ShouldBeFalse();
    }
}
