using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Gateway.Tests.Limits;

/// <summary>Limits as callers meet them, over real sockets. Rates are so low that no test depends on how fast the machine is.</summary>
public sealed class LimitOverSocketsTests : IAsyncDisposable
{
    private readonly RecordingOrigin _node = RecordingOrigin.Start();

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Rate_UsedUp_Is429WithTheRuleAndWholeSeconds()
    {
        await using var scene = await StartAsync("limit: [ { rate: 1000/s }, { rate: 2/h, burst: 2 } ]");
        for (var i = 0; i < 2; i++) (await AskAsync(scene)).Status.ShouldBe(200);

        using var answer = await scene.Client().GetAsync(new Uri("/a", UriKind.Relative), Scene.Cancellation);

        var problem = await Problems.ShouldBeProblemAsync(answer, 429, "everything");
        problem.GetProperty("rule").GetString().ShouldBe("interfaces.everything.limit[1]");
        problem.GetProperty("decision").GetString().ShouldBe("limit-rate");
        problem.GetProperty("type").GetString().ShouldBe("urn:holdfast:error:HF4020");
        var wait = answer.Headers.GetValues("Retry-After").ShouldHaveSingleItem();
        int.Parse(wait, NumberStyles.None, CultureInfo.InvariantCulture).ShouldBeInRange(1_700, 1_800);
        _node.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Headers_AskedFor_AreInTheServicesAnswersAndInRefusals()
    {
        await using var scene = await StartAsync("limit: { rate: 2/h, burst: 2, headers: true }");
        using var first = await scene.Client().GetAsync(new Uri("/a", UriKind.Relative), Scene.Cancellation);
        first.Headers.GetValues("RateLimit").ShouldBe(["\"limit\";r=1;t=1800"]);
        first.Headers.GetValues("RateLimit-Policy").ShouldBe(["\"limit\";q=2;w=3600"]);
        await AskAsync(scene);

        using var refused = await scene.Client().GetAsync(new Uri("/a", UriKind.Relative), Scene.Cancellation);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.GetValues("RateLimit").ShouldHaveSingleItem().ShouldStartWith("\"limit\";r=0;t=1");
    }

    [Fact]
    public async Task Headers_AskedFor_AreInStoredAnswers()
    {
        await using var scene = await Scene.BeforeAsync(new Uri($"http://127.0.0.1:{Ports.Free()}"), static plan => plan with
        {
            Interface = "limit: { rate: 2/h, burst: 2, headers: true }, otherwise: { answer: { body: spare } }",
        });

        using var stored = await scene.Client().GetAsync(new Uri("/a", UriKind.Relative), Scene.Cancellation);

        (await stored.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldBe("spare");
        stored.Headers.GetValues("RateLimit").ShouldBe(["\"limit\";r=1;t=1800"]);
    }

    [Fact]
    public async Task Client_CallerIsNotTrusted_CannotMakeUpItsAddress()
    {
        await using var scene = await StartAsync("limit: { rate: 1/h, burst: 2, per: client }");
        var answers = new List<int>();
        for (var i = 0; i < 4; i++) answers.Add((await AskAsync(scene, $"X-Forwarded-For: 10.1.1.{i}\r\nForwarded: for=10.1.1.{i}\r\n")).Status);

        answers.ShouldBe([200, 200, 429, 429]);
    }

    [Fact]
    public async Task Client_BehindATrustedProxy_IsWhoTheProxySays()
    {
        await using var scene = await StartAsync("limit: { rate: 1/h, burst: 1, per: client }", "trusted-proxies: [ \"127.0.0.0/8\" ]");

        (await AskAsync(scene, "X-Forwarded-For: 10.1.1.1\r\n")).Status.ShouldBe(200);
        (await AskAsync(scene, "X-Forwarded-For: 10.1.1.2\r\n")).Status.ShouldBe(200);
        // What stood before the proxy's own word is the caller's.
        (await AskAsync(scene, "X-Forwarded-For: 10.9.9.9, 10.1.1.1\r\n")).Status.ShouldBe(429);
        (await AskAsync(scene, "X-Forwarded-For: 10.1.1.2\r\n")).Status.ShouldBe(429);
    }

    [Fact]
    public async Task Claim_TrustedProxyHasCheckedTheToken_EachCallerHasItsOwn()
    {
        await using var scene = await StartAsync("limit: { rate: 1/h, burst: 1, per: claim:sub }", "trusted-proxies: [ \"127.0.0.0/8\" ]");

        (await AskAsync(scene, Token("ann"))).Status.ShouldBe(200);
        (await AskAsync(scene, Token("bob"))).Status.ShouldBe(200);
        // Another token of the same caller: what comes with it makes no other key.
        (await AskAsync(scene, Token("ann", "\"jti\":\"2\""))).Status.ShouldBe(429);
        (await AskAsync(scene, Token("bob"))).Status.ShouldBe(429);
    }

    [Fact]
    public async Task Claim_CallerIsNotTrusted_CannotMakeUpWhoItIs()
    {
        // The proxies that check tokens are elsewhere: this caller came around them.
        await using var scene = await StartAsync("limit: { rate: 1/h, burst: 2, per: claim:sub }", "trusted-proxies: [ \"10.99.0.0/16\" ]");
        var answers = new List<int>();
        for (var i = 0; i < 4; i++) answers.Add((await AskAsync(scene, Token($"made-up-{i}"))).Status);

        answers.ShouldBe([200, 200, 429, 429]);
    }

    [Fact]
    public async Task Pace_MoreThanTheQueue_AreRefusedAtOnceAndTheOthersServedInTurn()
    {
        await using var scene = await StartAsync("timeout: 30s, limit: { rate: 5/s, kind: pace, queue: 2, wait: 20s }");
        var client = scene.Client();
        var asked = Enumerable.Range(0, 8).Select(_ => client.GetAsync(new Uri("/a", UriKind.Relative), Scene.Cancellation)).ToList();

        var statuses = (await Task.WhenAll(asked)).Select(static answer => (int)answer.StatusCode).ToList();

        // One has its turn at once, two wait; a slow machine lets more come after them.
        statuses.Count(static status => status == 200).ShouldBeGreaterThanOrEqualTo(3);
        statuses.ShouldAllBe(static status => status == 200 || status == 429);
        _node.Requests.Count.ShouldBe(statuses.Count(static status => status == 200));
        foreach (var one in asked) (await one).Dispose();
    }

    [Fact]
    public async Task Pace_CallerLeavesWhileItWaits_MakesRoomAndReachesNoNode()
    {
        await using var scene = await StartAsync("timeout: 10m, limit: { rate: 1/m, kind: pace, queue: 1, wait: 60s }");
        (await AskAsync(scene)).Status.ShouldBe(200);
        var target = scene.Gateway.Server.Runtime.State.Interface("everything");
        var leaving = await scene.ConnectAsync();
        await leaving.SendAsync("GET /left HTTP/1.1\r\nHost: a\r\n\r\n", Scene.Cancellation);
        await Eventually.HoldsAsync(() => target.InFlight == 1, "the call waits");
        (await AskAsync(scene)).Status.ShouldBe(429);

        await leaving.DisposeAsync();

        await Eventually.HoldsAsync(() => target.InFlight == 0, "it has left the queue");
        (await scene.CountsAsync("everything")).Cancelled.ShouldBe(1);
        _node.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reload_WhileItIsUsedUp_FillsNothing()
    {
        await using var scene = await StartAsync("limit: { rate: 2/h, burst: 2 }");
        for (var i = 0; i < 2; i++) (await AskAsync(scene)).Status.ShouldBe(200);
        (await AskAsync(scene)).Status.ShouldBe(429);

        await scene.Gateway.ApplyAsync(scene.Folder, scene.Plan with { Interface = "limit: { rate: 20/h, burst: 20 }" });

        (await AskAsync(scene)).Status.ShouldBe(429);
    }

    [Fact]
    public async Task Grpc_BeyondTheLimit_IsResourceExhausted()
    {
        await using var scene = await StartAsync("limit: { rate: 1/h, burst: 1 }");
        await AskAsync(scene);
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync("POST /a HTTP/1.1\r\nHost: a\r\nContent-Type: application/grpc\r\nContent-Length: 0\r\n\r\n", Scene.Cancellation);

        (answer.Status, answer.Head.One("grpc-status")).ShouldBe((200, "8"));
        answer.Head.Has("Retry-After").ShouldBeTrue();
    }

    private static string Token(string subject, string more = "\"aud\":\"a\"") =>
        $"Authorization: Bearer e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{{\"sub\":\"{subject}\",{more}}}"))}.c2ln\r\n";

    private Task<Scene> StartAsync(string target, string server = "") =>
        Scene.BeforeAsync(_node.Url, plan => plan with { Interface = $"retry: {{ attempts: 1 }}, {target}", Server = server });

    private static async Task<Testing.Clients.RawResponse> AskAsync(Scene scene, string headers = "")
    {
        await using var client = await scene.ConnectAsync();
        return await client.AskAsync($"GET /a HTTP/1.1\r\nHost: a\r\n{headers}\r\n", Scene.Cancellation).Within("an answer");
    }
}
