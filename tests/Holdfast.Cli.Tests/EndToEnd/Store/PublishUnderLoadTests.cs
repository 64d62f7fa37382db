using Holdfast.Cli.Starting;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;

namespace Holdfast.Cli.Tests.EndToEnd.Store;

/// <summary>Cases 10 and 11 by the admin API: more than three changes a second under an open load, half of it without keep-alive.</summary>
[Collection(Alone.Name)]
public sealed class PublishUnderLoadTests : IAsyncLifetime
{
    private const int Rate = 900;

    /// <summary>Answers between two changes: 200 changes take a minute.</summary>
    private const int Pace = 270;

    private KestrelOrigin _v1 = null!;
    private KestrelOrigin _v2 = null!;

    public async ValueTask InitializeAsync()
    {
        _v1 = await KestrelOrigin.StartAsync(new KestrelOriginOptions { Version = "v1" });
        _v2 = await KestrelOrigin.StartAsync(new KestrelOriginOptions { Version = "v2" });
    }

    public async ValueTask DisposeAsync()
    {
        await _v1.DisposeAsync();
        await _v2.DisposeAsync();
    }

    [Fact]
    public async Task Plan_PublishedOverAndOver_FailsNoRequestAndMixesNoVersions()
    {
        var changes = LongTests.Size(20, 200);
        await using var stage = new StoreStage { Plan = new PlanText { Nodes = [_v1.Http1Url] } };
        await stage.StartAsync();
        using var load = new OpenLoad(Load(stage));
        var running = load.RunAsync(StoreStage.Cancel);
        await load.WaitForAnsweredAsync(100);
        var (from, began) = (load.Answered, load.Elapsed);

        for (var change = 1; change <= changes; change++)
        {
            var next = change % 2 == 0 ? _v1 : _v2;
            (await stage.PublishAsync(stage.Plan with { Nodes = [next.Http1Url], Interface = $"timeout: {10_000 + change}ms" }, change)).Number.ShouldBe(change + 1);
            await load.WaitForAnsweredAsync(from + (change * Pace));
        }

        var took = load.Elapsed - began;
        running.IsCompleted.ShouldBeFalse("the load must outlast the changes");
        load.Stop();
        var result = await running;
        TestContext.Current.TestOutputHelper!.WriteLine($"{changes} changes in {took.TotalSeconds:0.0} s; {result}");
        result.Failed.ShouldBeEmpty(result.ToString());
        result.Versions.Keys.Order().ShouldBe(["v1", "v2"]);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(changes * 0.3 * 1.2));
    }

    [Fact]
    public async Task Plan_MutatedOverAndOver_IsRefusedWithItsPlaceOrValidAndFailsNoRequest()
    {
        var (mutations, random, live) = (LongTests.Size(30, 1_000), new Random(11), 1);
        await using var stage = new StoreStage { Plan = new PlanText { Nodes = [_v1.Http1Url] } };
        await stage.StartAsync();
        using var load = new OpenLoad(Load(stage));
        var running = load.RunAsync(StoreStage.Cancel);
        await load.WaitForAnsweredAsync(100);

        for (var mutation = 0; mutation < mutations; mutation++)
        {
            try
            {
                live = (await stage.PublishAsync(PlanMutation.Of(stage.Plan.Yaml(), random), live)).Number;
            }
            catch (StartException refused)
            {
                refused.Known.Id.ShouldBeOneOf("HF6013", "HF6014");
                if (refused.Known.Id == "HF6013") refused.Message.ShouldContain("/plan.yaml:");
            }

            (await stage.StateAsync()).Parent.ShouldBe(live);
        }

        load.Stop();
        var result = await running;
        result.Failed.ShouldBeEmpty(result.ToString());
    }

    private static OpenLoadPlan Load(StoreStage stage) =>
        new() { Url = new Uri(stage.Traffic, "/healthz"), Rate = Rate, Count = LongTests.Size(60, 600) * Rate };
}
