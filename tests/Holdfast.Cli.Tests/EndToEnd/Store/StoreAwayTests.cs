using Holdfast.Cli.Starting;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.EndToEnd.Store;

/// <summary>Case 8: the store goes away under an open load, the file's plan changes meanwhile, and nothing fails.</summary>
[Collection(Alone.Name)]
public sealed class StoreAwayTests : IAsyncLifetime
{
    private const int Rate = 900;

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

    [Theory]
    [InlineData(StoreHarm.Unmounted, "HF6000")]
    [InlineData(StoreHarm.Locked, "HF6002")]
    [InlineData(StoreHarm.Full, "HF6003")]
    public async Task Store_AwayAndBackUnderLoad_FailsNoRequestAndLosesNoChange(StoreHarm harm, string id)
    {
        await using var disk = harm == StoreHarm.Full ? await SmallDisk.StartAsync(4 << 20) : null;
        await using var stage = Stage(disk);
        await stage.StartAsync();
        using var load = new OpenLoad(Load(stage));
        var running = load.RunAsync(StoreStage.Cancel);
        await AnsweredAsync(load, 1);

        await stage.HarmAsync(harm);
        var refused = await Should.ThrowAsync<StartException>(() => stage.PublishAsync(stage.Plan with { Interface = "timeout: 7s" }, 1));
        refused.Known.Id.ShouldBe(disk is { IsReal: false } ? "HF6000" : id);
        await stage.WaitForStoreAsync(isThere: false);
        stage.Write(stage.Plan with { Nodes = [_v2.Http1Url] });
        await AnsweredAsync(load, LongTests.Size(3, harm == StoreHarm.Unmounted ? 600 : 30));
        (await stage.StatusAsync()).Store!.ShouldSatisfyAllConditions(static store => store.IsThere.ShouldBeFalse(), static store => store.IsRecorded.ShouldBeFalse());
        await stage.MendAsync(harm);
        await stage.WaitForStoreAsync(isThere: true);
        await Holdfast.Testing.Eventually.HoldsAsync(async () => (await stage.StatusAsync()).Store!.IsRecorded, "the plan on record");
        await AnsweredAsync(load, 1);

        load.Stop();
        var result = await running;
        result.Failed.ShouldBeEmpty(result.ToString());
        result.Versions.Keys.Order().ShouldBe(["v1", "v2"]);
        (await stage.HistoryAsync(10)).Revisions.Select(static revision => (revision.Number, revision.IsLive)).ShouldBe([(2, true), (1, false)]);
        (await stage.PublishAsync(stage.Plan, 2)).Number.ShouldBe(3);
    }

    /// <summary>What is gone for ever does not come back, and nothing needs it: the next start goes on without.</summary>
    [Theory]
    [InlineData(StoreHarm.Deleted)]
    [InlineData(StoreHarm.Corrupt)]
    public async Task Store_LostUnderLoad_FailsNoRequest(StoreHarm harm)
    {
        await using var stage = Stage(null);
        await stage.StartAsync();
        using var load = new OpenLoad(Load(stage));
        var running = load.RunAsync(StoreStage.Cancel);
        await AnsweredAsync(load, 1);

        await stage.HarmAsync(harm);
        await stage.WaitForStoreAsync(isThere: false);
        stage.Write(stage.Plan with { Nodes = [_v2.Http1Url] });
        await AnsweredAsync(load, 3);

        load.Stop();
        var result = await running;
        result.Failed.ShouldBeEmpty(result.ToString());
        result.Versions.Keys.Order().ShouldBe(["v1", "v2"]);
        await stage.KillAsync();
        (await stage.StartAsync()).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(stage.Traffic, "/healthz"), StoreStage.Cancel);
        answer.Headers.GetValues("X-Origin-Version").ShouldBe(["v2"]);
    }

    private StoreStage Stage(SmallDisk? disk)
    {
        var plan = new Holdfast.Testing.PlanText { Nodes = [_v1.Http1Url] };
        return disk is null ? new StoreStage { Plan = plan } : new StoreStage { Plan = plan, Disk = disk, Data = Path.Combine(disk.Outside, "data") };
    }

    private static OpenLoadPlan Load(StoreStage stage) =>
        new() { Url = new Uri(stage.Traffic, "/healthz"), Rate = Rate, Count = LongTests.Size(120, 800) * Rate };

    /// <summary>So many more seconds of the load.</summary>
    private static async Task AnsweredAsync(OpenLoad load, int seconds)
    {
        for (var second = 0; second < seconds; second++) await load.WaitForAnsweredAsync(load.Answered + Rate);
    }
}
