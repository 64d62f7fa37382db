using Holdfast.Core.Principles.Isolation;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Tests.Principles.Isolation;

public sealed class PoolNewsTests
{
    [Theory]
    [InlineData("", "isolate: { concurrency: 2 }", "interfaces.i")]
    [InlineData("pool: { concurrency: 2 }", "", "services.s.versions.v1")]
    [InlineData("connections: { per-node: 1, queue: 0 }", "", "services.s.versions.v1")]
    public async Task Full_ManyCallsAreRefused_IsToldOnceAndOnceThatItIsOver(string service, string target, string subject)
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml(service, target));
        var inside = stage.Begin(2);
        Told(stage).ShouldBeEmpty();

        stage.Begin(500);

        var full = Told(stage).ShouldHaveSingleItem();
        (full.Slice, full.Name, full.Subject).ShouldBe(("isolation", "pool-full", subject));
        full.Text.ShouldBe("2 of 2 places are taken: what is beyond is refused");
        foreach (var call in inside) await call.EndAsync();
        stage.Pass(9.9);
        await stage.Begin().EndAsync();
        Told(stage).Count.ShouldBe(1, "not yet");
        stage.Pass(0.2);
        await stage.Begin().EndAsync();
        await stage.Begin().EndAsync();
        Told(stage).Count.ShouldBe(2);
        (Told(stage)[1].Name, Told(stage)[1].Text).ShouldBe(("pool-calm", "nobody was turned away for 10 s; 500 calls were before"));
    }

    [Fact]
    public async Task Full_EverySecondForAMinute_IsToldOnce()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { concurrency: 1 }"));
        for (var second = 0; second < 60; second++)
        {
            var inside = stage.Begin();
            stage.Begin(3);
            await inside.EndAsync();
            stage.Pass(1);
        }

        Told(stage).Select(static signal => signal.Name).ShouldBe(["pool-full"]);
    }

    [Fact]
    public async Task Full_WaitIsOver_IsToldToo()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { concurrency: 1, queue: 5, wait: 1s }"));
        stage.Begin();
        var waiting = stage.Begin(2);
        Told(stage).ShouldBeEmpty("waiting is what a queue is for");

        stage.Pass(1);
        foreach (var call in waiting) await call.OverAsync();

        Told(stage).ShouldHaveSingleItem().Text.ShouldStartWith("1 of 1 places are taken");
    }

    [Fact]
    public async Task Full_OfManyKeys_IsToldOnceForTheInterface()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml(target: "isolate: { concurrency: 1, per: \"header:X-Tenant\" }"));
        for (var tenant = 0; tenant < 50; tenant++) stage.Begin(2, call => call.Headers["X-Tenant"] = $"{tenant}");

        Told(stage).ShouldHaveSingleItem().Subject.ShouldBe("interfaces.i");
    }

    [Fact]
    public async Task Full_ObserveOnly_SaysThatNobodyIsRefused()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { concurrency: 1, observe: true }"));
        stage.Begin(3);

        Told(stage).ShouldHaveSingleItem().Text.ShouldBe("1 of 1 places are taken: what is beyond would be refused, observed only");
    }

    [Fact]
    public async Task Full_ANode_IsToldByItsAddressThoughItsCallsGoElsewhere()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { concurrency: 5, per-node: 2 }", nodes: 3));
        var first = stage.Begin();
        var pool = OwnedPools.Of(first.Call.Node!.State).Find(PoolKind.Attempts)!;
        pool.TryEnter(0).ShouldBeTrue();

        stage.Begin(3).ShouldAllBe(static call => call.IsAtNode);

        var told = Told(stage).ShouldHaveSingleItem();
        (told.Subject, told.Text).ShouldBe(("services.s.versions.v1", $"{first.Call.Node.Address} is full, and passed over for other nodes: 2 of 2 places are taken"));
    }

    [Fact]
    public async Task Full_AHundredNodes_OnlySomeAreTold()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { concurrency: 150, per-node: 2 }", nodes: 100));
        foreach (var node in stage.Bench.Version().Nodes)
        {
            var pool = OwnedPools.Of(node.State).Find(PoolKind.Attempts)!;
            pool.TryEnter(0).ShouldBeTrue();
            pool.TryEnter(0).ShouldBeTrue();
        }

        await stage.Begin().OverAsync();
        Told(stage).Count.ShouldBe(PoolNews.NodesMax);

        // All of them filled, and each began but once.
        stage.Bench.Version().Nodes.Sum(static node => OwnedPools.Of(node.State).Find(PoolKind.Attempts)!.Tallies.Alarm.Filled).ShouldBe(100);
    }

    [Fact]
    public async Task Full_AnotherRevisionGoesLive_IsNotToldAgain()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { concurrency: 1 }"));
        stage.Begin(2);
        stage.Bench.Publish(IsolationPlans.Yaml("pool: { concurrency: 1 }", others: "k: { match: { path: \"/k\" }, service: s }"));

        stage.Begin(2);

        Told(stage).ShouldHaveSingleItem();
        stage.Version.Tallies.Alarm.Filled.ShouldBe(1);
    }

    private static List<Signal> Told(IsolationStage stage) => [.. stage.Bench.Runtime.Signals.Kept().Where(static signal => signal.Slice == "isolation")];
}
