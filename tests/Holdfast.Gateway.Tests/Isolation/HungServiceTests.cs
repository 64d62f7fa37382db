using System.Net;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Isolation;

/// <summary>A service that hangs under load takes nothing from another.</summary>
public sealed class HungServiceTests
{
    private const int Asked = 400;
    private const int Inside = 20;

    private static CancellationToken Cancellation => Scene.Cancellation;

    [Theory]
    [InlineData("", "pool: { concurrency: 20 }")]
    [InlineData("isolate: { concurrency: 20 }", "")]
    [InlineData("", "connections: { per-node: 20, queue: 0 }")]
    public async Task Hang_UnderLoad_HoldsItsOwnPlacesAndTheOtherServiceGoesOn(string isolate, string service)
    {
        await using var stage = await HungStage.StartAsync(isolate, service);
        var before = await stage.AskWellAsync(Asked);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var hanging = Enumerable.Range(0, Asked).Select(_ => stage.Client.GetAsync(new Uri("/hung", UriKind.Relative), end.Token)).ToArray();
        await stage.Hung.WaitForHeadsAsync(Inside);

        var during = await stage.AskWellAsync(Asked);

        (before, during).ShouldBe((Asked, Asked), "all of the other service's calls are answered, while the hung ones hang");
        stage.Hung.Heads.Count.ShouldBe(Inside);
        await Eventually.HoldsAsync(() => hanging.Count(static call => call.IsCompleted) == Asked - Inside, "all that find no place are told so at once");
        foreach (var call in hanging.Where(static call => call.IsCompleted)) (await call).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await end.CancelAsync();
        (await stage.Scene.CountsAsync("well")).Successes.ShouldBe(2 * Asked);
    }

    [Fact]
    public async Task Hang_NothingBounded_TheOtherServiceGoesOnAllTheSame()
    {
        await using var stage = await HungStage.StartAsync("", "");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var hanging = Enumerable.Range(0, Asked).Select(_ => stage.Client.GetAsync(new Uri("/hung", UriKind.Relative), end.Token)).ToArray();
        await stage.Hung.WaitForHeadsAsync(Asked);

        (await stage.AskWellAsync(Asked)).ShouldBe(Asked);

        hanging.ShouldAllBe(static call => !call.IsCompleted);
        await end.CancelAsync();
    }

    [Fact]
    public async Task Queue_CallerLeaves_ItsPlaceInTheQueueIsFree()
    {
        await using var stage = await HungStage.StartAsync("isolate: { concurrency: 1, queue: 1, wait: 50s }", "");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var held = stage.Client.GetAsync(new Uri("/hung", UriKind.Relative), end.Token);
        await stage.Hung.WaitForHeadsAsync(1);
        var queued = stage.Client.GetAsync(new Uri("/hung", UriKind.Relative), leaves.Token);
        await Eventually.HoldsAsync(() => Pools.Cell(stage.Scene, "interface", "queued") == 1, "the second call waits");

        await leaves.CancelAsync();

        await Eventually.HoldsAsync(() => Pools.Cell(stage.Scene, "interface", "queued") == 0, "nobody waits for a caller that has gone");
        var next = stage.Client.GetAsync(new Uri("/hung", UriKind.Relative), end.Token);
        await Eventually.HoldsAsync(() => Pools.Cell(stage.Scene, "interface", "queued") == 1, "another waits in its place");
        (held.IsCompleted, next.IsCompleted, Pools.Cell(stage.Scene, "interface", "caller_gone")).ShouldBe((false, false, 1));
        await end.CancelAsync();
    }

    private sealed class HungStage(RecordingOrigin hung, RecordingOrigin well, Scene scene) : IAsyncDisposable
    {
        public RecordingOrigin Hung => hung;

        public Scene Scene => scene;

        public HttpClient Client { get; } = scene.Client();

        public static async Task<HungStage> StartAsync(string isolate, string service)
        {
            var (hung, well) = (RecordingOrigin.Start(OriginAnswers.Never), RecordingOrigin.Start());
            var scene = await Scene.BeforeAsync(hung.Url, plan => plan with
            {
                Service = service,
                MoreServices = [$"spare: {{ versions: {{ v1: {{ nodes: [ {PlanText.Quote([well.Url])} ] }} }} }}"],
                Interfaces =
                [
                    $"hung: {{ match: {{ path: /hung }}, service: origin, timeout: 60s{(isolate.Length > 0 ? $", {isolate}" : "")} }}",
                    "well: { match: { path: /well }, service: spare, timeout: 60s }",
                ],
            });
            return new HungStage(hung, well, scene);
        }

        /// <summary>Eight callers at once.</summary>
        /// <returns>How many of their calls were answered well.</returns>
        public async Task<int> AskWellAsync(int count)
        {
            var good = 0;
            await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation }, async (_, stop) =>
            {
                using var answer = await Client.GetAsync(new Uri("/well", UriKind.Relative), stop);
                if (answer.StatusCode == HttpStatusCode.OK) Interlocked.Increment(ref good);
            });
            return good;
        }

        public async ValueTask DisposeAsync()
        {
            await scene.DisposeAsync();
            await hung.DisposeAsync();
            await well.DisposeAsync();
        }
    }
}
