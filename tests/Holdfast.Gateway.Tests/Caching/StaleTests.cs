using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Caching;

/// <summary>What is no longer fresh, in the place of a service that fails or while it is fetched anew.</summary>
public sealed class StaleTests
{
    private const string Stale = "Cache-Control: max-age=10\r\nAge: 100\r\n";
    private static readonly Uri Root = new("/", UriKind.Relative);

    [Fact]
    public async Task Origin_IsKilled_TheLastGoodAnswerIsGivenAndSaysSo()
    {
        var origin = RecordingOrigin.Start(OriginAnswers.Status(200, "good", Stale));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = "cache: {}, otherwise: { stale: { max-age: 1h } }" });
        (await scene.Client().AskAsync("/")).Body.ShouldBe("good");
        await scene.CountsAsync("everything");
        await origin.DisposeAsync();

        using var answer = await scene.Client().GetAsync(Root, Scene.Cancellation);

        ((int)answer.StatusCode).ShouldBe(200);
        (await answer.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldBe("good");
        answer.Headers.GetValues("Holdfast-Degraded").ShouldBe(["interfaces.everything.otherwise"]);
        answer.Headers.Age!.Value.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(100));
        answer.Headers.GetValues("Cache-Status").Single().ShouldStartWith("Holdfast; hit; ttl=-9");
        scene.Cache("stale_if_error").ShouldBe(1);
        // It counts as what it stands for.
        (await scene.CountsAsync("everything")).Failures.ShouldBe(1);
        scene.Gateway.Server.Runtime.Signals.Kept().ShouldContain(static signal => signal.Name == "stale-served");
        (await scene.Client().AskAsync("/other")).Status.ShouldBe(502);
    }

    [Theory]
    [InlineData("Cache-Control: max-age=10, stale-if-error=600\r\nAge: 100\r\n", "cache: {}", true)]
    [InlineData("Cache-Control: max-age=10, stale-if-error=50\r\nAge: 100\r\n", "cache: {}", false)]
    [InlineData(Stale, "cache: {}", false)]
    [InlineData(Stale, "cache: { stale-if-error: 600s }", true)]
    [InlineData(Stale, "cache: { stale-if-error: 60s }", false)]
    [InlineData(Stale, "cache: {}, otherwise: { stale: { max-age: 60s } }", false)]
    [InlineData("Cache-Control: max-age=10, must-revalidate\r\nAge: 100\r\nETag: \"1\"\r\n", "cache: { stale-if-error: 600s }", false)]
    [InlineData("", "cache: {}, otherwise: { stale: { max-age: 60s } }", true)]
    [InlineData("Cache-Control: no-store\r\n", "cache: {}, otherwise: { stale: { max-age: 60s } }", false)]
    public async Task Service_AnswersThatItFails_IsStoodInForAsFarAsItMayBe(string says, string fields, bool isGiven)
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Status(200, "good", says));
        await using var scene = await Scene.BeforeAsync(origin.Url, plan => plan with { Interface = $"retry: {{ attempts: 1 }}, {fields}" });
        await scene.Client().AskAsync("/");
        await scene.CountsAsync("everything");
        origin.Script = OriginAnswers.Status(503, "sick");

        var answer = await scene.Client().AskAsync("/");

        answer.Body.ShouldBe(isGiven ? "good" : "sick");
    }

    [Fact]
    public async Task Breaker_IsOpen_TheLastGoodAnswerIsGiven()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Status(200, "good", Stale));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Service = "breaker: { observe: true }", Interface = "cache: { stale-if-error: 1h }" });
        await scene.Client().AskAsync("/");
        await scene.CountsAsync("everything");
        Order(scene, "breakers", "open", ("service", "origin")).Error.ShouldBeNull();

        (await scene.Client().AskAsync("/")).Body.ShouldBe("good");
        origin.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task StaleWhileRevalidate_ManyAsk_IsFetchedOnceInTheBackground()
    {
        using var gate = new Gate("first");
        await using var origin = RecordingOrigin.Start(OriginAnswers.InTurn(
            OriginAnswers.Status(200, "old", "Cache-Control: max-age=10, stale-while-revalidate=600\r\nAge: 100\r\n"), OriginAnswers.Gated(gate, OriginAnswers.Status(200, "new", "Cache-Control: max-age=600\r\n"))));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = "cache: {}" });
        var client = scene.Client();
        await client.AskAsync("/a?b=c", "Accept-Language: en");
        await scene.CountsAsync("everything");

        for (var i = 0; i < 20; i++) (await client.AskAsync("/a?b=c", "Accept-Language: en")).Body.ShouldBe("old");
        await origin.WaitForRequestsAsync(2);
        gate.Open();
        await scene.CountsAsync("everything");
        var next = await client.AskAsync("/a?b=c", "Accept-Language: en");

        next.Body.ShouldBe("new");
        next.Cache.ShouldContain("hit");
        origin.Requests.Count.ShouldBe(2);
        origin.Requests[1].Target.ShouldBe("/a?b=c");
        origin.Requests[1].Head.One("Accept-Language").ShouldBe("en");
        scene.Cache("refreshes").ShouldBe(1);
        // It is no caller's: 22 asked.
        (await scene.CountsAsync("everything")).Successes.ShouldBe(22);
    }

    [Fact]
    public async Task StaleWhileRevalidate_NothingNewer_IsFreshAgain()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.InTurn(
            OriginAnswers.Status(200, "old", "Cache-Control: max-age=10, stale-while-revalidate=600\r\nAge: 100\r\nETag: \"1\"\r\n"),
            OriginAnswers.Raw("HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=600\r\nETag: \"1\"\r\nX-New: yes\r\n\r\n")));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = "cache: {}" });
        await scene.Client().AskAsync("/");
        await scene.CountsAsync("everything");
        await scene.Client().AskAsync("/");
        await origin.WaitForRequestsAsync(2);
        await scene.CountsAsync("everything");

        using var answer = await scene.Client().GetAsync(Root, Scene.Cancellation);

        origin.Requests[1].Head.One("If-None-Match").ShouldBe("\"1\"");
        (await answer.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldBe("old");
        answer.Headers.GetValues("X-New").ShouldBe(["yes"]);
        answer.Headers.GetValues("Cache-Status").Single().ShouldStartWith("Holdfast; hit; ttl=5");
        origin.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Confirmation_OfAnotherAnswer_IsABrokenOneAndTheNodeIsAskedAgain()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.InTurn(
            OriginAnswers.Status(200, "old", "Cache-Control: max-age=0\r\nETag: \"1\"\r\n"), OriginAnswers.Raw("HTTP/1.1 304 Not Modified\r\nETag: \"2\"\r\n\r\n")));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = "cache: {}, retry: { attempts: 1 }" });
        await scene.Client().AskAsync("/");
        await scene.CountsAsync("everything");

        (await scene.Client().AskAsync("/")).Status.ShouldBe(502);
    }

    [Fact]
    public async Task Purge_ByAnOperator_ForgetsWhatIsKept()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Status(200, "good", "Cache-Control: max-age=600\r\n"));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = "cache: {}" });
        foreach (var path in new[] { "/a/1", "/a/2?x=y", "/b" }) await scene.Client().AskAsync(path);
        await scene.CountsAsync("everything");

        Order(scene, "degradation", "purge", ("interface", "everything"), ("path", "/a/*")).Text.ShouldContain("2 answers");
        scene.Cache("entries").ShouldBe(1);
        (await scene.Client().AskAsync("/a/1")).Cache.ShouldContain("fwd=");
        (await scene.Client().AskAsync("/b")).Cache.ShouldContain("hit");
        Order(scene, "degradation", "purge", ("interface", "everything")).Error.ShouldBeNull();
        (await scene.Client().AskAsync("/b")).Cache.ShouldContain("fwd=");
        Order(scene, "degradation", "purge", ("interface", "nothing")).Error.ShouldNotBeNull();
    }

    [Fact]
    public async Task Revision_OfAnotherMatter_KeepsWhatIsKept_WithoutACacheItIsFreed()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Status(200, "good", "Cache-Control: max-age=600\r\n"));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = "cache: {}" });
        await scene.Client().AskAsync("/");
        await scene.CountsAsync("everything");

        await scene.Gateway.ApplyAsync(scene.Folder, scene.Plan with { Interface = "cache: {}, timeout: 3s" });
        (await scene.Client().AskAsync("/")).Cache.ShouldContain("hit");
        await scene.Gateway.ApplyAsync(scene.Folder, scene.Plan with { Interface = "cache: { vary-by: header:X-Tenant }" });
        (await scene.Client().AskAsync("/")).Cache.ShouldContain("fwd=");
        await scene.Gateway.ApplyAsync(scene.Folder, scene.Plan with { Interface = "timeout: 3s" });

        scene.Cache("entries").ShouldBe(0);
        scene.Cache("bytes").ShouldBe(0);
        (await scene.Client().AskAsync("/")).Cache.ShouldBeEmpty();
    }

    private static Core.Commands.CommandResult Order(Scene scene, string slice, string name, params (string Name, string Value)[] arguments) =>
        scene.Gateway.Server.Runtime.Commands.Execute(
            slice, name, new Dictionary<string, string> { ["by"] = "test" }, arguments.ToDictionary(static one => one.Name, static one => one.Value));
}
