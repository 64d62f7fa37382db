using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Isolation;

namespace Holdfast.Core.Tests.Principles.Isolation;

public sealed class IsolateStageTests
{
    private static readonly string Queued = IsolationPlans.Yaml(target: "isolate: { concurrency: 2, queue: 2, wait: 5s }");

    [Fact]
    public async Task Enter_PoolIsFull_IsRefusedWithTheNumbers()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml(target: "isolate: { concurrency: 2 }"));
        var inside = stage.Begin(2);

        var refused = stage.Begin();

        (await refused.OverAsync()).ShouldBe(Outcome.Refused);
        var refusal = refused.Call.Refusal.ShouldNotBeNull();
        (refusal.Error.Id, refusal.Status, refusal.Decision, refusal.Rule).ShouldBe(("HF4025", 503, "isolation-full", "interfaces.i.isolate"));
        refused.Measured.ShouldBe(new Measure("in-flight", 2, 2));
        refused.Call.RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
        refused.Call.Nodes.ShouldBeEmpty();
        foreach (var call in inside) (await call.EndAsync()).IsSuccess.ShouldBeTrue();
        stage.Interface.Counts.Value.ShouldBe(0);
        stage.Begin().IsAtNode.ShouldBeTrue();
    }

    [Fact]
    public async Task Enter_PlaceComesFree_GoesToWhoHasWaitedLongest()
    {
        await using var stage = new IsolationStage(Queued);
        var inside = stage.Begin(2);
        var first = stage.Begin();
        var second = stage.Begin();
        (first.IsWaiting, second.IsWaiting, stage.Interface.Waiting).ShouldBe((true, true, 2));
        stage.Pass(3);

        await inside[0].EndAsync();
        await first.AtNodeAsync();

        second.IsWaiting.ShouldBeTrue();
        first.Call.Decisions.Kept[0].ShouldBe(new Decision(Position.Isolation, "isolation-queued", "interfaces.i.isolate", null, new Measure("wait_ms", 3_000, 5_000)));
        await inside[1].EndAsync();
        await second.AtNodeAsync();
        await first.EndAsync();
        await second.EndAsync();
        (stage.Interface.Counts.Value, stage.Done.Queued).ShouldBe((0, 2));
    }

    [Fact]
    public async Task Enter_LastIsServedFirst_AndTheOldestGoesWhenTheQueueIsFull()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml(target: "isolate: { concurrency: 1, queue: 2, wait: 5s, order: last }"));
        var inside = stage.Begin();
        var waiting = stage.Begin(2);

        var newest = stage.Begin();

        (await waiting[0].OverAsync()).ShouldBe(Outcome.Refused);
        waiting[0].Refused.ShouldBe("isolation-full");
        await inside.EndAsync();
        await newest.AtNodeAsync();
        waiting[1].IsWaiting.ShouldBeTrue();
    }

    [Fact]
    public async Task Enter_QueueIsFull_IsRefused()
    {
        await using var stage = new IsolationStage(Queued);
        stage.Begin(4);

        (await stage.Begin().OverAsync()).ShouldBe(Outcome.Refused);
        (stage.Done.Refused, stage.Done.Queued, stage.Interface.Waiting).ShouldBe((1, 2, 2));
    }

    [Fact]
    public async Task Enter_WaitIsOver_IsRefused()
    {
        await using var stage = new IsolationStage(Queued);
        stage.Begin(2);
        var waiting = stage.Begin();
        stage.Pass(4.9);
        waiting.IsWaiting.ShouldBeTrue();

        stage.Pass(0.2);

        (await waiting.OverAsync()).ShouldBe(Outcome.Refused);
        (waiting.Call.Refusal!.Error.Id, waiting.Refused).ShouldBe(("HF4026", "isolation-wait-over"));
        (waiting.Measured.Name, waiting.Measured.Bound).ShouldBe(("wait_ms", 5_000));
        (stage.Interface.Waiting, stage.Interface.Counts.AnyWaits, stage.Done.TimedOut).ShouldBe((0, false, 1));
    }

    [Fact]
    public async Task Enter_DeadlineIsSooner_EndsTheWait()
    {
        await using var stage = new IsolationStage(Queued);
        stage.Begin(2);
        var hasty = stage.Begin(static call => call.Waits = new CallerDeadline(TimeSpan.FromSeconds(1), new Refusal(CallErrors.Deadline, "deadline", Position.Deadline, "")));
        var patient = stage.Begin();

        stage.Pass(1.1);

        await hasty.OverAsync();
        hasty.Refused.ShouldBe("isolation-wait-over");
        patient.IsWaiting.ShouldBeTrue();
    }

    [Fact]
    public async Task Enter_CallerGoesInTheQueue_IsCancelledAtOnce()
    {
        await using var stage = new IsolationStage(Queued);
        var inside = stage.Begin(2);
        var waiting = stage.Begin(2);

        waiting[0].Call.Leave();

        (await waiting[0].OverAsync()).Kind.ShouldBe(OutcomeKind.Cancelled);
        (stage.Interface.Waiting, stage.Done.CallerGone).ShouldBe((1, 1));
        await inside[0].EndAsync();
        await waiting[1].AtNodeAsync();
    }

    [Fact]
    public async Task Enter_PlaceComesAfterTheCallerWent_IsGivenOn()
    {
        await using var stage = new IsolationStage(Queued);
        var inside = stage.Begin(2);
        var waiting = stage.Begin(2);
        // Gone, and nobody has said so yet.
        waiting[0].Call.Gone = true;

        await inside[0].EndAsync();

        (await waiting[0].OverAsync()).Kind.ShouldBe(OutcomeKind.Cancelled);
        await waiting[1].AtNodeAsync();
        stage.Interface.Counts.Total.ShouldBe(2);
        waiting[0].Call.Nodes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Enter_PerKey_HoldsForEachKeyAlone()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml(target: "isolate: [ { concurrency: 5 }, { concurrency: 2, per: \"header:X-Tenant\" } ]"));
        stage.Begin(2, static call => call.Headers["X-Tenant"] = "a");

        var third = stage.Begin(static call => call.Headers["X-Tenant"] = "a");
        var other = stage.Begin(static call => call.Headers["X-Tenant"] = "b");
        var keyless = stage.Begin(3);

        await third.OverAsync();
        (third.Refused, third.Call.Refusal!.Rule).ShouldBe(("isolation-full", "interfaces.i.isolate[1]"));
        other.IsAtNode.ShouldBeTrue();
        // Two have the places of those without a key, and the third finds both bounds reached.
        keyless.Count(static call => call.IsAtNode).ShouldBe(2);
        stage.Interface.Counts.Total.ShouldBe(5);
    }

    [Fact]
    public async Task Enter_MoreKeysThanAreKept_IdleOnesGo()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml(target: "isolate: { concurrency: 1, per: client, keys-max: 8 }"));
        var held = stage.Begin(static call => call.Client = "held");
        for (var i = 0; i < 1_000; i++) await stage.Begin(call => call.Client = $"{i}").EndAsync();

        var keys = stage.Bench.Plan.Interfaces["i"].Inbound.OfType<IsolateStage>().Single().Places.Keys.ShouldNotBeNull();
        keys.Count.ShouldBeLessThanOrEqualTo(8);
        keys.Forgotten.ShouldBeGreaterThan(900);
        var again = stage.Begin(static call => call.Client = "held");
        await again.OverAsync();
        again.Refused.ShouldBe("isolation-full", "the key with a call on its way is remembered");
        await held.EndAsync();
    }

    [Fact]
    public async Task Enter_ObserveOnly_LetsAllInAndCounts()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml(target: "isolate: { concurrency: 2, observe: true }"));

        var calls = stage.Begin(5);

        calls.ShouldAllBe(static call => call.IsAtNode);
        (stage.Interface.Counts.Total, stage.Done.Observed, stage.Done.Refused).ShouldBe((5, 3, 0));
        foreach (var call in calls) await call.EndAsync();
        stage.Interface.Counts.Value.ShouldBe(0);
    }

    [Fact]
    public async Task Publish_AnotherSize_HoldsAtOnceAndKeepsWhoIsInside()
    {
        await using var stage = new IsolationStage(Queued);
        var inside = stage.Begin(2);
        var waiting = stage.Begin(2);

        stage.Bench.Publish(IsolationPlans.Yaml(target: "isolate: { concurrency: 4, queue: 2, wait: 5s }"));
        await waiting[0].AtNodeAsync();
        await waiting[1].AtNodeAsync();
        stage.Bench.Publish(IsolationPlans.Yaml(target: "isolate: { concurrency: 1 }"));

        inside.ShouldAllBe(static call => call.IsAtNode && !call.IsOver);
        stage.Interface.Counts.Total.ShouldBe(4);
        (await stage.Begin().OverAsync()).ShouldBe(Outcome.Refused);
        foreach (var call in inside.Concat(waiting)) (await call.EndAsync()).IsSuccess.ShouldBeTrue();
        stage.Interface.Counts.Value.ShouldBe(0);
        stage.Begin().IsAtNode.ShouldBeTrue();
        stage.Begin().IsAtNode.ShouldBeFalse();
    }

    [Fact]
    public async Task Publish_AnotherSizeForKeys_HoldsAtOnce()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml(target: "isolate: { concurrency: 1, per: client }"));
        stage.Begin(static call => call.Client = "a").IsAtNode.ShouldBeTrue();

        stage.Bench.Publish(IsolationPlans.Yaml(target: "isolate: { concurrency: 2, per: client, keys-max: 100 }"));

        stage.Begin(static call => call.Client = "a").IsAtNode.ShouldBeTrue();
        stage.Begin(static call => call.Client = "a").IsAtNode.ShouldBeFalse();
    }

    [Fact]
    public async Task Prepare_NeverPublished_ChangesNothing()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml(target: "isolate: { concurrency: 1 }", service: "pool: { per-node: 1 }"));

        stage.Bench.Runtime.Prepare(Tests.Pipeline.Bench.Read(IsolationPlans.Yaml(target: "isolate: { concurrency: 9 }", service: "pool: { per-node: 9 }")), "01");

        (stage.Interface.Shape.Capacity, stage.Version.Shape.Capacity).ShouldBe((1, 2));
    }
}
