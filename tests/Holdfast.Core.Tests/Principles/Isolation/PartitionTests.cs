using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Tests.Principles.Isolation;

/// <summary>Shares of one pool, through the pipeline.</summary>
public sealed class PartitionTests
{
    private const string Strict = "pool: { concurrency: 10, partitions: { live: { interfaces: j, share: 0.9, lend: 0 }, batch: { criticality: sheddable, share: 0.1, lend: 0 } } }";
    private const string Lending = "pool: { concurrency: 10, queue: 10, wait: 5s, partitions: { live: { interfaces: j, share: 0.6, lend: 1 } } }";

    [Fact]
    public async Task Enter_LiveAndBatch_EachHasItsShareAtOnce()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml(Strict));

        var batch = stage.Begin(5, static call => call.Said = Criticality.Sheddable);
        var others = stage.Begin(5);
        var live = stage.Begin(12, static call => call.Target = "/j/1");

        batch.Count(static call => call.IsAtNode).ShouldBe(1);
        others.Count(static call => call.IsAtNode).ShouldBe(0, "nothing is left for calls of no partition");
        live.Count(static call => call.IsAtNode).ShouldBe(9);
        stage.Version.Counts.Total.ShouldBe(10);
    }

    [Fact]
    public async Task Enter_ShareLiesIdle_OthersBorrowIt()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml(Lending));

        stage.Begin(10).ShouldAllBe(static call => call.IsAtNode);
    }

    [Fact]
    public async Task Enter_ShareIsLent_ComesBackBeforeAnybodyElseGetsMore()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml(Lending));
        var borrowers = stage.Begin(10);
        var others = stage.Begin(2);
        var live = stage.Begin(6, static call => call.Target = "/j/1");
        live.ShouldAllBe(static call => call.IsWaiting);

        for (var i = 0; i < 6; i++)
        {
            await borrowers[i].EndAsync();
            await live[i].AtNodeAsync();
        }

        others.ShouldAllBe(static call => call.IsWaiting);
        await borrowers[6].EndAsync();
        await others[0].AtNodeAsync();
        stage.Version.Counts.Total.ShouldBe(10);
    }

    [Fact]
    public async Task Enter_QueueIsFullOfOthers_OneWithinItsShareTakesTheNewestsPlace()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml(Lending));
        stage.Begin(10);
        var others = stage.Begin(10);

        var live = stage.Begin(static call => call.Target = "/j/1");

        live.IsWaiting.ShouldBeTrue();
        await others[9].OverAsync();
        others[9].Refused.ShouldBe("pool-full");
        others.Take(9).ShouldAllBe(static call => call.IsWaiting);
    }

    [Fact]
    public async Task Publish_PartitionsComeAndGo_NobodyInsideIsLost()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml(Lending));
        var live = stage.Begin(4, static call => call.Target = "/j/1");
        stage.Bench.Publish(IsolationPlans.Yaml("pool: { concurrency: 5 }"));
        stage.Begin(3).Count(static call => call.IsAtNode).ShouldBe(1);
        stage.Bench.Publish(IsolationPlans.Yaml(Strict));

        foreach (var call in live) (await call.EndAsync()).IsSuccess.ShouldBeTrue();

        stage.Version.Counts.Total.ShouldBe(1);
    }
}
