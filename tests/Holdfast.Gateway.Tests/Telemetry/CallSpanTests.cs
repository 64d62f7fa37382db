using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Gateway.Tests.Telemetry;

public sealed class CallSpanTests
{
    private const string CallersTrace = "0af7651916cd43dd8448eb211c80319c";
    private const string CallersSpan = "b7ad6b7169203331";

    [Fact]
    public async Task Call_OfATracedCaller_IsAChildAndTheNodeGetsTheAttempt()
    {
        await using var origin = RecordingOrigin.Start();
        await using var scene = await TelemetryScene.StartAsync([origin.Url]);
        using var spans = new HeardSpans($"/{scene.Name}");

        using var answer = await scene.AskAsync("/7?token=secret", static request =>
        {
            request.Headers.Add("traceparent", $"00-{CallersTrace}-{CallersSpan}-01");
            request.Headers.Add("tracestate", "vendor=1");
        });
        var (call, attempts) = await spans.OneCallAsync();

        var attempt = attempts.ShouldHaveSingleItem();
        call.TraceId.ToHexString().ShouldBe(CallersTrace);
        call.ParentSpanId.ToHexString().ShouldBe(CallersSpan);
        attempt.TraceId.ShouldBe(call.TraceId);
        attempt.ParentSpanId.ShouldBe(call.SpanId);
        var received = origin.Requests[0].Head;
        received.All("traceparent").ShouldBe([attempt.Id!]);
        received.All("tracestate").ShouldBe(["vendor=1"]);

        call.DisplayName.ShouldBe($"GET /{scene.Name}/{{id}}");
        Tag(call, "http.route").ShouldBe($"/{scene.Name}/{{id}}");
        Tag(call, "http.request.method").ShouldBe("GET");
        Tag(call, "http.response.status_code").ShouldBe(200);
        Tag(call, "holdfast.interface").ShouldBe(scene.Name);
        Tag(call, "holdfast.attempts").ShouldBe(1);
        Tag(call, "client.address").ShouldBe("127.0.0.1");
        call.Status.ShouldBe(ActivityStatusCode.Unset);
        call.Events.ShouldBeEmpty();
        attempt.DisplayName.ShouldBe("GET");
        Tag(attempt, "server.port").ShouldBe(origin.EndPoint.Port);
        Tag(attempt, "http.response.status_code").ShouldBe(200);
        foreach (var (name, value) in call.TagObjects.Concat(attempt.TagObjects)) $"{value}".ShouldNotContain("secret", Case.Insensitive, name);
    }

    [Fact]
    public async Task Call_MadeAgain_HasAnAttemptEachAndTheDecisionsAsEvents()
    {
        await using var origin = RecordingOrigin.Start();
        var dead = new Uri($"http://127.0.0.1:{Ports.Free()}");
        await using var scene = await TelemetryScene.StartAsync([dead, origin.Url], fields: "retry: { attempts: 2 }");
        using var spans = new HeardSpans($"/{scene.Name}");

        // Turns are fair: of two calls at least one begins at the dead node.
        (await scene.AskAsync("/1")).Dispose();
        (await scene.AskAsync("/2")).Dispose();

        var (call, attempts) = (await spans.CallsAsync(2)).First(static heard => heard.Attempts.Length > 1);
        attempts.Length.ShouldBe(2);
        attempts.ShouldAllBe(attempt => attempt.ParentSpanId == call.SpanId);
        Tag(attempts[0], "error.type").ShouldBe("connect");
        attempts[0].Status.ShouldBe(ActivityStatusCode.Error);
        Tag(attempts[0], "http.request.resend_count").ShouldBeNull();
        Tag(attempts[1], "http.request.resend_count").ShouldBe(1);
        Tag(attempts[1], "http.response.status_code").ShouldBe(200);
        call.Events.Select(static happened => happened.Name).ShouldBe(["connect-failed", "retry"]);
        call.Events.Last().Tags.ToDictionary()["holdfast.rule"].ShouldBe($"interfaces.{scene.Name}.retry");
        call.Status.ShouldBe(ActivityStatusCode.Unset);
    }

    [Fact]
    public async Task Call_Refused_HasNoAttemptAndNamesTheDecisionAndTheTraceOfTheAnswer()
    {
        await using var scene = await TelemetryScene.StartAsync([new Uri($"http://127.0.0.1:{Ports.Free()}")]);
        using var spans = new HeardSpans($"/{scene.Name}");

        using var answer = await scene.AskAsync("/too/deep");
        var (call, attempts) = await spans.OneCallAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        attempts.ShouldBeEmpty();
        call.Events.Select(static happened => happened.Name).ShouldBe(["no-route"]);
        call.DisplayName.ShouldBe("GET");
        Tag(call, "holdfast.outcome").ShouldBe("refused");
        Tag(call, "http.response.status_code").ShouldBe(404);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        problem.RootElement.GetProperty("traceId").GetString().ShouldBe(call.TraceId.ToHexString());
    }

    [Fact]
    public async Task Call_ThatTheBackendFails_IsAnError()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Status(503));
        await using var scene = await TelemetryScene.StartAsync([origin.Url]);
        using var spans = new HeardSpans($"/{scene.Name}");

        using var answer = await scene.AskAsync("/7");
        var (call, attempts) = await spans.OneCallAsync();

        call.Status.ShouldBe(ActivityStatusCode.Error);
        Tag(call, "error.type").ShouldBe("503");
        Tag(attempts.ShouldHaveSingleItem(), "error.type").ShouldBe("503");
    }

    [Fact]
    public async Task Call_MadeAgainAndThenFailedByTheBackend_IsTheBackendsError()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Status(503));
        var dead = new Uri($"http://127.0.0.1:{Ports.Free()}");
        await using var scene = await TelemetryScene.StartAsync([dead, origin.Url], fields: "retry: { attempts: 2 }");
        using var spans = new HeardSpans($"/{scene.Name}");

        (await scene.AskAsync("/1", static request => request.Method = HttpMethod.Post)).Dispose();
        (await scene.AskAsync("/2", static request => request.Method = HttpMethod.Post)).Dispose();

        foreach (var (call, _) in await spans.CallsAsync(2)) Tag(call, "error.type").ShouldBe("503");
    }

    [Fact]
    public async Task Call_NobodyListens_CarriesTheTraceOnWithASpanOfItsOwn()
    {
        await using var origin = RecordingOrigin.Start();
        await using var scene = await TelemetryScene.StartAsync([origin.Url]);

        using var answer = await scene.AskAsync("/7", static request => request.Headers.Add("traceparent", $"00-{CallersTrace}-{CallersSpan}-01"));

        var parent = origin.Requests[0].Head.All("traceparent").ShouldHaveSingleItem();
        parent.ShouldStartWith($"00-{CallersTrace}-");
        parent.ShouldNotContain(CallersSpan);
        parent.ShouldEndWith("-01");
    }

    private static object? Tag(Activity span, string name) => span.GetTagItem(name);
}
