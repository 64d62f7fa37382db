using System.Net;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Breakers;

/// <summary>A service that fails, hangs and recovers behind a breaker, over real sockets.</summary>
public sealed class BreakerOverSocketsTests
{
    private static readonly Uri Root = new("/", UriKind.Relative);

    [Fact]
    public async Task Failures_ReachTheBound_NoMoreIsSentAndCallersAreToldWhenToComeBack()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Status(503, "sick"));
        await using var scene = await SceneAsync(origin, "minimum-calls: 5, open: 30s");
        for (var i = 0; i < 5; i++) (await GetAsync(scene)).Body.ShouldBe("sick");
        await scene.CountsAsync("everything");

        using var answer = await scene.Client().GetAsync(Root, Scene.Cancellation);

        var problem = await Problems.ShouldBeProblemAsync(answer, 503, "everything");
        problem.GetProperty("type").GetString()!.ShouldContain("HF4035");
        (problem.GetProperty("decision").GetString(), problem.GetProperty("rule").GetString()).ShouldBe(("breaker-open", "services.origin.breaker"));
        answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 30);
        origin.Heads.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Open_OtherwiseAnswers_NothingIsSent()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Reset);
        await using var scene = await SceneAsync(origin, "minimum-calls: 5, open: 30s", "otherwise: { on: breaker, answer: { body: \"[]\" } }");
        for (var i = 0; i < 5; i++) (await GetAsync(scene)).Status.ShouldBe(HttpStatusCode.BadGateway);

        for (var i = 0; i < 20; i++) (await GetAsync(scene)).ShouldBe((HttpStatusCode.OK, "[]"));

        origin.Heads.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Hanging_Calls_OpenItBeforeAnyOfThemReturns()
    {
        using var gate = new Gate("answers");
        await using var origin = RecordingOrigin.Start(OriginAnswers.Gated(gate, OriginAnswers.Ok));
        await using var scene = await SceneAsync(origin, "failure-ratio: none, slow: 50ms, hanging: 3, open: 30s", "timeout: 60s");
        List<Task<(HttpStatusCode Status, string Body)>> calls = [GetAsync(scene), GetAsync(scene), GetAsync(scene)];
        Task<(HttpStatusCode Status, string Body)>? refused = null;
        await origin.WaitForHeadsAsync(3);

        await Eventually.HoldsAsync(
            async () =>
            {
                calls.Add(GetAsync(scene));
                await Task.WhenAny(calls[^1], Task.Delay(TimeSpan.FromMilliseconds(60), TimeProvider.System, Scene.Cancellation));
                return (refused = calls.Find(static call => call.IsCompleted)) is not null;
            },
            "a call is refused while others hang");

        (await refused!).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        origin.Heads.Count.ShouldBeGreaterThanOrEqualTo(3, "those that hang are still on their way");
        gate.Open(calls.Count);
        // The first ones were let through; of those after them some may have been, and the others were refused.
        foreach (var call in calls.Take(3)) (await call).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var call in calls) (await call).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
        // What was let through before is answered, and closes nothing.
        (await GetAsync(scene)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Callers_ThatLeave_OpenNothing()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Never);
        await using var scene = await SceneAsync(origin, "minimum-calls: 5", "timeout: 60s");
        for (var i = 0; i < 10; i++)
        {
            await using var client = await scene.ConnectAsync();
            await client.SendAsync("GET /left HTTP/1.1\r\nHost: a\r\n\r\n", Scene.Cancellation);
            await origin.WaitForHeadsAsync(i + 1);
            client.Reset();
        }

        (await scene.CountsAsync("everything")).Cancelled.ShouldBe(10);
        origin.Script = OriginAnswers.Ok;
        (await GetAsync(scene)).Status.ShouldBe(HttpStatusCode.OK);
        Signals(scene).ShouldBeEmpty();
    }

    [Fact]
    public async Task Recovered_Service_ComesBackByTheRampAndIsClosed()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Reset);
        await using var scene = await SceneAsync(origin, "minimum-calls: 5, open: 100ms, open-max: 200ms, ramp: { over: 1s, from: 0.5 }");
        await Eventually.HoldsAsync(async () => (await GetAsync(scene)).Status == HttpStatusCode.ServiceUnavailable, "the breaker opens");
        origin.Script = OriginAnswers.Ok;

        await Eventually.HoldsAsync(
            async () => await GetAsync(scene) is { Status: HttpStatusCode.OK } && Signals(scene)[^1] == "breaker-closed",
            "the breaker closes", null, () => string.Join(", ", Signals(scene)));

        var signals = Signals(scene);
        signals.First().ShouldBe("breaker-opened");
        signals.TakeLast(2).ShouldBe(["breaker-half-open", "breaker-closed"]);
        for (var i = 0; i < 20; i++) (await GetAsync(scene)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Revision_OfAnOpenBreaker_ClosesNothing()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Reset);
        await using var scene = await SceneAsync(origin, "minimum-calls: 5, open: 30s");
        for (var i = 0; i < 5; i++) await GetAsync(scene);

        await scene.Gateway.ApplyAsync(scene.Folder, scene.Plan with { Service = "health: { eject: none }, breaker: { minimum-calls: 9, window: 1m, open: 30s }" });

        (await GetAsync(scene)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        origin.Heads.Count.ShouldBe(5);
    }

    private static Task<Scene> SceneAsync(RecordingOrigin origin, string breaker, string target = "timeout: 30s") => Scene.BeforeAsync(origin.Url, plan => plan with
    {
        Service = $"health: {{ eject: none }}, breaker: {{ {breaker} }}", Interface = $"retry: {{ attempts: 1 }}, {target}",
    });

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(Scene scene)
    {
        using var answer = await scene.Client().GetAsync(Root, Scene.Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Scene.Cancellation));
    }

    private static string[] Signals(Scene scene) =>
        [.. scene.Gateway.Server.Runtime.Signals.Kept().Where(static signal => signal.Slice == "breakers").Select(static signal => signal.Name)];
}
