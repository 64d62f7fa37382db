using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Caching;

/// <summary>Identical requests that are in flight at once, over real sockets.</summary>
public sealed class CoalescingTests
{
    private const string Once = "retry: { attempts: 1 }, coalesce: { leader-timeout: 20s }, timeout: 60s";

    [Theory]
    [InlineData("Cache-Control: max-age=600\r\n", "cache: {}, " + Once)]
    [InlineData("", Once)]
    public async Task Followers_AHundred_AreOneRequest(string says, string fields)
    {
        using var gate = new Gate("first");
        await using var origin = RecordingOrigin.Start(OriginAnswers.Gated(gate, OriginAnswers.Status(200, "one", says)));
        await using var scene = await Scene.BeforeAsync(origin.Url, plan => plan with { Interface = fields });
        var client = scene.Client();

        var asking = Enumerable.Range(0, 101).Select(_ => client.AskAsync("/")).ToArray();
        await scene.WaitingAsync(100);
        gate.Open();
        var answers = await Task.WhenAll(asking);

        answers.ShouldAllBe(static answer => answer.Status == 200 && answer.Body == "one");
        answers.Count(static answer => answer.Cache.Contains("collapsed")).ShouldBe(100);
        origin.Requests.Count.ShouldBe(1);
        scene.Cache("coalesced").ShouldBe(100);
    }

    [Theory]
    [InlineData("Set-Cookie: a=b\r\n")]
    [InlineData("Cache-Control: private, max-age=600\r\n")]
    [InlineData("Cache-Control: no-store\r\n")]
    [InlineData("Cache-Control: no-cache\r\n")]
    [InlineData("Vary: *\r\n")]
    [InlineData("Vary: User-Agent\r\n")]
    public async Task Followers_AnswerIsForTheOneWhoAsked_AskForThemselves(string says)
    {
        using var gate = new Gate("first");
        await using var origin = RecordingOrigin.Start(OriginAnswers.InTurn(OriginAnswers.Gated(gate, OriginAnswers.Status(200, "first", says)), OriginAnswers.Status(200, "other", says)));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = Once });
        var client = scene.Client();

        var first = client.AskAsync("/", "User-Agent: a");
        await origin.WaitForRequestsAsync(1);
        var others = Enumerable.Range(0, 10).Select(_ => client.AskAsync("/", "User-Agent: b")).ToArray();
        await scene.WaitingAsync(10);
        gate.Open();

        (await first).Body.ShouldBe("first");
        (await Task.WhenAll(others)).ShouldAllBe(static answer => answer.Body == "other");
        origin.Requests.Count.ShouldBe(11);
    }

    [Fact]
    public async Task Leader_Hangs_ASecondOneAnswersAll()
    {
        using var gate = new Gate("second");
        await using var origin = RecordingOrigin.Start(OriginAnswers.InTurn(OriginAnswers.Never, OriginAnswers.Gated(gate, OriginAnswers.Status(200, "second"))));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = "retry: { attempts: 1 }, coalesce: { leader-timeout: 100ms }, timeout: 60s" });
        var client = scene.Client();
        using var gone = new CancellationTokenSource();
        var leader = client.GetAsync(new Uri("/", UriKind.Relative), gone.Token);
        await origin.WaitForRequestsAsync(1);

        var others = Enumerable.Range(0, 50).Select(_ => client.AskAsync("/")).ToArray();
        await origin.WaitForRequestsAsync(2);
        // All the others: whoever came after the answer would ask anew.
        await scene.WaitingAsync(49);
        gate.Open();

        (await Task.WhenAll(others)).ShouldAllBe(static answer => answer.Body == "second");
        origin.Requests.Count.ShouldBe(2);
        leader.IsCompleted.ShouldBeFalse();
        await gone.CancelAsync();
    }

    [Fact]
    public async Task Leader_ItsCallerGoes_AnotherTakesItsPlaceAndNobodyFails()
    {
        using var gate = new Gate("first");
        await using var origin = RecordingOrigin.Start(OriginAnswers.InTurn(OriginAnswers.Never, OriginAnswers.Gated(gate, OriginAnswers.Status(200, "second"))));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = Once });
        var client = scene.Client();
        using var gone = new CancellationTokenSource();
        var leader = client.GetAsync(new Uri("/", UriKind.Relative), gone.Token);
        await origin.WaitForRequestsAsync(1);
        var others = Enumerable.Range(0, 50).Select(_ => client.AskAsync("/")).ToArray();
        await scene.WaitingAsync(50);

        await gone.CancelAsync();
        await origin.WaitForRequestsAsync(2);
        await scene.WaitingAsync(49);
        gate.Open();

        (await Task.WhenAll(others)).ShouldAllBe(static answer => answer.Body == "second");
        origin.Requests.Count.ShouldBe(2);
        await Should.ThrowAsync<OperationCanceledException>(leader);
    }

    [Fact]
    public async Task Leader_Fails_IsNotHandedToThoseThatWait()
    {
        using var gate = new Gate("first");
        using var again = new Gate("second");
        await using var origin = RecordingOrigin.Start(OriginAnswers.InTurn(OriginAnswers.Gated(gate, OriginAnswers.Reset), OriginAnswers.Gated(again, OriginAnswers.Status(200, "second"))));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = Once });
        var client = scene.Client();
        var leader = client.AskAsync("/");
        await origin.WaitForRequestsAsync(1);
        var others = Enumerable.Range(0, 50).Select(_ => client.AskAsync("/")).ToArray();
        await scene.WaitingAsync(50);
        gate.Open();
        await origin.WaitForRequestsAsync(2);
        await scene.WaitingAsync(49);
        again.Open();

        (await leader).Status.ShouldBe(502);
        (await Task.WhenAll(others)).ShouldAllBe(static answer => answer.Body == "second");
        origin.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Leaders_AllFail_NodeIsAskedAFewTimesAndEverybodyIsTold()
    {
        using var first = new Gate("first");
        using var second = new Gate("second");
        using var rest = new Gate("rest");
        await using var origin = RecordingOrigin.Start(OriginAnswers.InTurn(
            OriginAnswers.Gated(first, OriginAnswers.Reset), OriginAnswers.Gated(second, OriginAnswers.Reset), OriginAnswers.Gated(rest, OriginAnswers.Reset)));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = "retry: { attempts: 1 }, coalesce: { leader-timeout: 20s, alone: 5 }, timeout: 60s" });
        var client = scene.Client();
        var asking = Enumerable.Range(0, 102).Select(_ => client.AskAsync("/")).ToArray();
        await scene.WaitingAsync(101);
        first.Open();
        await origin.WaitForRequestsAsync(2);
        await scene.WaitingAsync(100);
        second.Open();
        // Two have failed: of the hundred that are left, five ask for themselves.
        await origin.WaitForRequestsAsync(7);
        await Eventually.HoldsAsync(() => asking.Count(static one => one.IsCompleted) == 97, "all but those that ask are told");
        rest.Open(5);

        var answers = await Task.WhenAll(asking);

        origin.Requests.Count.ShouldBe(7);
        answers.Count(static answer => answer.Status == 502).ShouldBe(7);
        answers.Count(static answer => answer.Status == 503 && answer.Body.Contains("coalesce-failed")).ShouldBe(95);
        // Not for ever: who comes now asks anew.
        origin.Script = OriginAnswers.Ok;
        (await client.AskAsync("/")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Follower_ItsCallerGoes_OthersAreAnswered()
    {
        using var gate = new Gate("first");
        await using var origin = RecordingOrigin.Start(OriginAnswers.Gated(gate, OriginAnswers.Status(200, "one")));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = Once });
        var client = scene.Client();
        var leader = client.AskAsync("/");
        await origin.WaitForRequestsAsync(1);
        using var gone = new CancellationTokenSource();
        var leaving = client.GetAsync(new Uri("/", UriKind.Relative), gone.Token);
        var staying = client.AskAsync("/");
        await scene.WaitingAsync(2);
        await gone.CancelAsync();
        await scene.WaitingAsync(1);
        gate.Open();

        (await staying).Body.ShouldBe("one");
        (await leader).Body.ShouldBe("one");
        await Should.ThrowAsync<OperationCanceledException>(leaving);
        (await scene.CountsAsync("everything")).Cancelled.ShouldBe(1);
    }

    [Fact]
    public async Task Follower_ItsTimeIsOver_IsToldAndTheLeaderGoesOn()
    {
        using var gate = new Gate("first");
        await using var origin = RecordingOrigin.Start(OriginAnswers.Gated(gate, OriginAnswers.Status(200, "one")));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Server = "trusted-proxies: [127.0.0.0/8]", Interface = Once });
        var client = scene.Client();
        var leader = client.AskAsync("/");
        await origin.WaitForRequestsAsync(1);

        var hasty = await client.AskAsync("/", "Holdfast-Timeout-Ms: 50");
        gate.Open();

        hasty.Status.ShouldBe(504);
        (await leader).Body.ShouldBe("one");
        origin.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Request_AfterAWriteOfTheSamePlace_DoesNotWaitForWhatWasAskedBefore()
    {
        using var gate = new Gate("first");
        OriginScript reads = OriginAnswers.InTurn(OriginAnswers.Gated(gate, OriginAnswers.Status(200, "before", "Cache-Control: max-age=600\r\n")), OriginAnswers.Status(200, "after", "Cache-Control: max-age=600\r\n"));
        await using var origin = RecordingOrigin.Start((exchange, stop) => exchange.Head.StartLine.StartsWith("GET", StringComparison.Ordinal) ? reads(exchange, stop) : OriginAnswers.Ok(exchange, stop));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with
        {
            Interfaces =
            [
                $"everything: {{ match: {{ method: GET, path: \"/{{rest...}}\" }}, service: origin, cache: {{}}, {Once} }}",
                "writes: { match: { method: PUT, path: \"/{rest...}\" }, service: origin }",
            ],
        });
        var client = scene.Client();
        var early = client.AskAsync("/");
        await origin.WaitForRequestsAsync(1);
        using (var written = await client.PutAsync(new Uri("/", UriKind.Relative), null, Scene.Cancellation)) written.EnsureSuccessStatusCode();
        await scene.CountsAsync("writes");

        (await client.AskAsync("/")).Body.ShouldBe("after");
        gate.Open();
        (await early).Body.ShouldBe("before");
        await scene.CountsAsync("everything");

        // What was asked for before the write came later, and is not kept.
        (await client.AskAsync("/")).ShouldSatisfyAllConditions(static answer => answer.Body.ShouldBe("after"), static answer => answer.Cache.ShouldContain("hit"));
    }
}
