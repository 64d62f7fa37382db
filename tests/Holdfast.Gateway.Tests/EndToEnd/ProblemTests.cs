using System.Text.Json;
using Holdfast.Core.Pipeline;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>What the gateway answers itself: the status, and a problem that says interface, decision, rule, revision and trace.</summary>
public sealed class ProblemTests
{
    private static CancellationToken Cancellation => Scene.Cancellation;

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task NoRoute_Is404(string version)
    {
        await using var scene = await Scene.WithOriginAsync((_, plan) => plan with
        {
            Interfaces = ["only: { match: { path: /known, method: GET }, service: origin }"],
        });

        var unknown = await Problems.ShouldAnswerAsync(scene.Client(version), "/unknown", 404, null);

        unknown.GetProperty("type").GetString().ShouldNotBeNull().ShouldContain("HF4");
        scene.Origin.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task AmbiguousPath_TitleIsAlwaysTheSameAndDetailSaysWhatIsWrong()
    {
        await using var scene = await Scene.WithOriginAsync();
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync("GET /a/%zz HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation);

        answer.Status.ShouldBe(400);
        var problem = JsonDocument.Parse(answer.Body.Text).RootElement;
        problem.GetProperty("title").GetString().ShouldBe(CallErrors.AmbiguousPath.Title);
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task ConnectFailure_Is502()
    {
        await using var scene = await Scene.BeforeAsync(new Uri($"http://127.0.0.1:{Ports.Free()}"));

        await Problems.ShouldAnswerAsync(scene.Client(), "/", 502, "everything");
    }

    /// <summary>The text of a refusal is made ready once; what is of the call alone must not be.</summary>
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Refused_AgainAndAgain_EachIsToldOfItself(string version)
    {
        await using var scene = await Scene.BeforeAsync(new Uri($"http://127.0.0.1:{Ports.Free()}"));
        var client = scene.Client(version);
        List<string> traces = [];
        for (var i = 0; i < 3; i++)
        {
            using var answer = await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);
            var told = await Problems.ShouldBeProblemAsync(answer, 502, "everything");
            traces.Add(told.GetProperty("traceId").GetString()!);
            answer.Headers.GetValues("Holdfast-Trace-Id").ShouldHaveSingleItem().ShouldBe(traces[^1]);
        }

        traces.Distinct().Count().ShouldBe(3);
        using var head = client.Request(HttpMethod.Head, "/");
        using var headless = await client.SendAsync(head, Cancellation);
        headless.Content.Headers.ContentLength.ShouldNotBeNull().ShouldBeGreaterThan(32);
        (await headless.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GET", 3)]
    [InlineData("POST", 1)]
    public async Task ResetBeforeAnAnswer_Is502AndOnlyWhatIsIdempotentIsSentAgain(string method, int requests)
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Reset);
        await using var scene = await Scene.BeforeAsync(node.Url);

        await Problems.ShouldAnswerAsync(scene.Client(), "/", 502, "everything", request => request.Method = new HttpMethod(method));

        node.Requests.Count.ShouldBe(requests);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunk")]
    public async Task AnswerThatIsNoHttp_Is502(string bytes)
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.CloseAfter(bytes));
        await using var scene = await Scene.BeforeAsync(node.Url);

        await Problems.ShouldAnswerAsync(scene.Client(), "/", 502, "everything");
    }

    [Fact]
    public async Task NodeNeverAnswers_Is504WhenTheDeadlineComes()
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Never);
        await using var scene = await Scene.BeforeAsync(node.Url, plan => plan with { Interface = "timeout: 300ms" });

        await Problems.ShouldAnswerAsync(scene.Client(), "/", 504, "everything");

        // The call at the node is given up, not left to run.
        (await node.Connections[0].WaitForEndAsync()).ShouldBeOneOf(ConnectionEnd.ClosedByPeer, ConnectionEnd.ResetByPeer);
    }

    [Theory]
    [InlineData("1.1", true)]
    [InlineData("1.1", false)]
    [InlineData("2.0", true)]
    [InlineData("2.0", false)]
    public async Task BodyTooLarge_Is413(string version, bool declared)
    {
        await using var scene = await Scene.WithOriginAsync((_, plan) => plan with { Interface = "max-body: 1000B" });
        using var body = new PayloadContent(200_000, declared);
        var client = scene.Client(version);
        using var request = client.Request(HttpMethod.Post, "/upload");
        request.Content = body;

        using var answer = await client.SendAsync(request, Cancellation);

        await Problems.ShouldBeProblemAsync(answer, 413, "everything");
    }

    [Fact]
    public async Task EveryNodeEjected_Is503UntilOneIsBack()
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Status(500));
        await using var scene = await Scene.BeforeAsync(node.Url, plan => plan with
        {
            Service = "health: { probe: { path: /healthz, every: 500ms, timeout: 400ms }, panic: none }",
        });
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await scene.Client().GetAsync(new Uri("/", UriKind.Relative), Cancellation);
                if ((int)answer.StatusCode != 503) return false;
                answer.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldBe(TimeSpan.FromSeconds(1));
                return true;
            },
            "503 once the probe found the only node ill");

        await Problems.ShouldAnswerAsync(scene.Client(), "/", 503, "everything");

        node.Script = OriginAnswers.Ok;
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await scene.Client().GetAsync(new Uri("/", UriKind.Relative), Cancellation);
                return (int)answer.StatusCode == 200;
            },
            "200 once the probe found the node well");
    }

    [Fact]
    public async Task NodeDown_AnotherUp_IsRetriedThere()
    {
        await using var node = RecordingOrigin.Start();
        await using var scene = await Scene.BeforeAsync(node.Url, plan => plan with
        {
            Nodes = [new Uri($"http://127.0.0.1:{Ports.Free()}"), node.Url],
            Interface = "retry: { attempts: 2 }",
        });
        var client = scene.Client();

        for (var call = 0; call < 10; call++)
        {
            using var body = new StringContent("once");
            using var answer = await client.PostAsync(new Uri("/", UriKind.Relative), body, Cancellation);
            ((int)answer.StatusCode).ShouldBe(200);
        }

        node.Requests.Count.ShouldBe(10);
        node.Requests.ShouldAllBe(request => request.Body.Text == "once");
    }
}
