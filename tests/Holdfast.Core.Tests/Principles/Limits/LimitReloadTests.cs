using Holdfast.Core.Principles.Limits;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Limits;

public sealed class LimitReloadTests
{
    [Fact]
    public async Task Publish_SamePlan_RefillsNothing()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("[ { rate: 1/m, burst: 4 }, { rate: 1/m, burst: 2, per: client }, { concurrency: 5 } ]"));
        (await scene.SendAsync(5, static call => call.Client = "a")).ShouldBe(2);

        scene.Bench.Publish(LimitPlans.Yaml("[ { rate: 1/m, burst: 4 }, { rate: 1/m, burst: 2, per: client }, { concurrency: 5 } ]"));

        (await scene.SendAsync(5, static call => call.Client = "a")).ShouldBe(0);
        (await scene.SendAsync(5, static call => call.Client = "b")).ShouldBe(2);
        (await scene.SendAsync(5, static call => call.Client = "c")).ShouldBe(0);
    }

    [Theory]
    [InlineData("rate: 1/m, burst: 10", "rate: 60/m, burst: 100", 50)]
    [InlineData("rate: 1/m, burst: 10", "rate: 1/h, burst: 2", 1)]
    [InlineData("rate: 10/h, kind: sliding-window", "rate: 1000/d, kind: sliding-window", 500)]
    [InlineData("rate: 10/h, kind: fixed-window", "rate: 1000/d, kind: fixed-window", 500)]
    public async Task Publish_AnotherRate_KeepsItsLevelInProportion(string before, string after, int passes)
    {
        await using var scene = new LimitScene(LimitPlans.Yaml($"{{ {before}, per: client }}"));
        (await scene.SendAsync(5)).ShouldBe(5);
        (await scene.SendAsync(5, static call => call.Client = "a")).ShouldBe(5);

        scene.Bench.Publish(LimitPlans.Yaml($"{{ {after}, per: client }}"));

        (await scene.SendAsync(1_500)).ShouldBe(passes);
        (await scene.SendAsync(1_500, static call => call.Client = "a")).ShouldBe(passes);
    }

    /// <summary>A plan whose listeners cannot be opened is prepared and never published, perhaps once a second for days.</summary>
    [Fact]
    public async Task Prepare_NeverPublished_IsForgotten()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 1/m, burst: 4 }"));
        (await scene.SendAsync(2)).ShouldBe(2);
        var board = LimitBoard.Of(scene.Bench.Runtime.State.Interface("i"));
        for (var i = 1; i <= 50; i++)
            scene.Bench.Runtime.Prepare(Bench.Read(LimitPlans.Yaml($"[ {{ rate: 1/m, burst: 4 }}, {{ rate: 1/m, per: header:X-{i} }} ]")), "00");
        board.Count.ShouldBe(51);

        for (var i = 0; i < 2; i++) scene.Bench.Publish(LimitPlans.Yaml("{ rate: 1/m, burst: 4 }"));

        board.Count.ShouldBe(1);
        (await scene.SendAsync(5)).ShouldBe(2);
    }

    [Fact]
    public async Task Prepare_WhileAnotherGoesLive_KeepsWhatItCounts()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 1/m, burst: 4 }"));
        const string Next = "[ { rate: 1/m, burst: 4 }, { rate: 1/m, burst: 2, per: client } ]";
        scene.Bench.Runtime.Prepare(Bench.Read(LimitPlans.Yaml(Next)), "00");
        var prepared = LimitBoard.Of(scene.Bench.Runtime.State.Interface("i")).Count;

        scene.Bench.Publish(LimitPlans.Yaml("{ rate: 1/m, burst: 4 }"));

        prepared.ShouldBe(2);
        LimitBoard.Of(scene.Bench.Runtime.State.Interface("i")).Count.ShouldBe(2);
        scene.Bench.Publish(LimitPlans.Yaml(Next));
        (await scene.SendAsync(5, static call => call.Client = "a")).ShouldBe(2);
    }

    [Fact]
    public async Task Publish_EntriesMoved_EachKeepsItsOwn()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("[ { rate: 1/m, burst: 9, per: client }, { rate: 1/m, burst: 3 } ]"));
        (await scene.SendAsync(3)).ShouldBe(3);

        scene.Bench.Publish(LimitPlans.Yaml("[ { rate: 1/m, burst: 3 }, { rate: 5/m, burst: 9, per: header:X }, { rate: 1/m, burst: 9, per: client } ]"));

        var call = await scene.SendAsync();
        call.Refusal!.Rule.ShouldBe("interfaces.i.limit[0]");
        scene.Pass(60);
        (await scene.SendAsync(3)).ShouldBe(1);
    }

    [Fact]
    public async Task Publish_MoreKeys_KeepsThoseThatAreThere()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 1/h, burst: 1, per: client, keys-max: 64 }"));
        for (var i = 0; i < 20; i++) await scene.SendAsync(call => call.Client = $"c{i}");
        var kept = (int)scene.Cell("keys")!;

        scene.Bench.Publish(LimitPlans.Yaml("{ rate: 1/h, burst: 1, per: client, keys-max: 4096 }"));

        scene.Cell("keys").ShouldBe(kept);
        (await scene.SendAsync(1, static call => call.Client = "c19")).ShouldBe(0);
    }

    [Fact]
    public async Task Publish_PreparedAndNeverPublished_ChangesNothing()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 1/m, burst: 2 }"));
        (await scene.SendAsync(1)).ShouldBe(1);

        scene.Bench.Runtime.Prepare(Pipeline.Bench.Read(LimitPlans.Yaml("{ rate: 1000/s }")), "01");

        (await scene.SendAsync(10)).ShouldBe(1);
    }

    [Fact]
    public async Task Publish_LimitRemoved_IsForgottenAndBeginsAnewLater()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 1/h, burst: 2 }"));
        (await scene.SendAsync(5)).ShouldBe(2);

        scene.Bench.Publish(LimitPlans.Yaml());
        (await scene.SendAsync(5)).ShouldBe(5);
        scene.Bench.Publish(LimitPlans.Yaml("{ rate: 1/h, burst: 2 }"));

        (await scene.SendAsync(5)).ShouldBe(2);
    }

    [Fact]
    public async Task Publish_CallsOnTheirWay_LeaveTheNewLimit()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ concurrency: 1 }"));
        var end = new TaskCompletionSource<Core.Pipeline.Outcome>();
        var (_, running) = scene.Begin(call => call.OnAttempt = (_, _) => new(end.Task));

        scene.Bench.Publish(LimitPlans.Yaml("{ concurrency: 2 }"));
        scene.Cell("left").ShouldBe(0.0);
        (await scene.SendAsync(3)).ShouldBe(3);
        end.SetResult(Core.Pipeline.Outcome.Answered(200));
        await running;

        scene.Cell("left").ShouldBe(2.0);
    }
}
