using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.EndToEnd.Store;

/// <summary>A plan that a share of the requests tries, under load: taken back by itself when it is worse, live when it is not.</summary>
[Collection(Alone.Name)]
public sealed class StageTests : IAsyncLifetime
{
    private const int Rate = 200;

    private KestrelOrigin _origin = null!;

    public async ValueTask InitializeAsync() => _origin = await KestrelOrigin.StartAsync(new KestrelOriginOptions { Version = "v1" });

    public ValueTask DisposeAsync() => _origin.DisposeAsync();

    [Fact]
    public async Task Plan_ThatIsWorse_IsTakenBackByItselfAndOneThatIsNotGoesLive()
    {
        var plan = new PlanText
        {
            Nodes = [_origin.Http1Url],
            MoreServices = [$"broken: {{ versions: {{ v1: {{ nodes: [ \"http://127.0.0.1:{Ports.Free()}\" ] }} }} }}"],
            Interfaces = ["health: { match: { path: /healthz }, service: origin }", "other: { match: { path: /other }, service: broken }"],
        };
        await using var stage = new StoreStage { Plan = plan };
        await stage.StartAsync();
        using var load = new OpenLoad(new OpenLoadPlan { Url = new Uri(stage.Traffic, "/healthz"), Rate = Rate, Count = 120 * Rate });
        var running = load.RunAsync(StoreStage.Cancel);
        await load.WaitForAnsweredAsync(Rate);
        using var folder = new TemporaryFolder();

        // Its interface is answered by a service that nobody listens for: every request that tries it fails.
        var bad = await PublishAsync(stage, folder.Write("bad.yaml", (plan with { Interfaces = [plan.Interfaces[0].Replace("origin", "broken", StringComparison.Ordinal), plan.Interfaces[1].Replace("broken", "origin", StringComparison.Ordinal)] }).Yaml()), "--stage", "20%", "--bake", "10m");
        var after = load.Answered;
        var good = await PublishAsync(stage, folder.Write("good.yaml", plan.Yaml().Replace("service: origin }", "service: origin, timeout: 7s }", StringComparison.Ordinal)), "--stage", "0.5", "--bake", "3s");
        load.Stop();
        var result = await running;

        bad.ExitCode.ShouldBe(ExitCode.WaitedInVain, bad.Output + bad.Errors);
        bad.Output.ShouldContain("was taken back by itself:");
        good.ExitCode.ShouldBe(ExitCode.Fine, good.Output + good.Errors);
        good.Output.ShouldContain("revision 3 is live:");
        // As many as the evidence took, and those that were on their way.
        result.Failed.Count.ShouldBeInRange(5, 60, result.ToString());
        result.Failed.ShouldAllBe(request => request.Index < after + Rate);
        (await stage.HistoryAsync(10)).Revisions.Select(static revision => (revision.Number, revision.IsLive)).ShouldBe([(3, true), (2, false), (1, false)]);
    }

    private static Task<(int ExitCode, string Output, string Errors)> PublishAsync(StoreStage stage, string file, params string[] how) =>
        HoldfastProcess.RunAsync(["plan", "publish", file, "--reason", "a try", .. how, "--admin", stage.Admin.Authority]);
}
