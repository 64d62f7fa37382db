using System.Net;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Gateway.Tests.Degradation;

/// <summary>What answers in a service's place, over real sockets.</summary>
public sealed class SubstituteTests
{
    private static readonly Uri Root = new("/", UriKind.Relative);

    [Fact]
    public async Task Answer_NobodyListens_IsGivenAndSaysSo()
    {
        await using var scene = await Scene.BeforeAsync(new Uri($"http://127.0.0.1:{Ports.Free()}"), static plan => plan with
        {
            Interface = "otherwise: { answer: { headers: { X-List: empty }, body: \"[]\" } }",
        });

        using var answer = await scene.Client().GetAsync(Root, Scene.Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldBe("[]");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        answer.Headers.GetValues("X-List").ShouldBe(["empty"]);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.GetValues("Holdfast-Degraded").ShouldBe(["interfaces.everything.otherwise"]);
        var counts = await scene.CountsAsync("everything");
        (counts.Successes, counts.Failures).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Answer_FailingStatus_TakesThePlaceOfTheNodesAnswer()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Status(503, "sick", "X-Sick: yes\r\n"));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with
        {
            Interface = "retry: { attempts: 1 }, otherwise: { answer: { body: \"well\" } }",
        });
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var request = scene.Client().Request(method, "/");
            if (method == HttpMethod.Post) request.Content = new StringContent("body");
            using var answer = await scene.Client().SendAsync(request, Scene.Cancellation);

            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await answer.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldBe("well");
            answer.Headers.Contains("X-Sick").ShouldBeFalse();
        }

        origin.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("on: timeout, skip: true")]
    [InlineData("statuses: \"500\", skip: true")]
    public async Task Answer_FailureItIsNotFor_PassesTheNodesAnswer(string entry)
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Status(503, "sick"));
        await using var scene = await Scene.BeforeAsync(origin.Url, plan => plan with { Interface = $"retry: {{ attempts: 1 }}, otherwise: {{ {entry} }}" });

        using var answer = await scene.Client().GetAsync(Root, Scene.Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldBe("sick");
        answer.Headers.Contains("Holdfast-Degraded").ShouldBeFalse();
    }

    [Fact]
    public async Task Skip_ServiceFails_IsAnEmptyAnswer()
    {
        await using var scene = await Scene.BeforeAsync(new Uri($"http://127.0.0.1:{Ports.Free()}"), static plan => plan with { Interface = "otherwise: { skip: true }" });

        using var answer = await scene.Client().GetAsync(Root, Scene.Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        answer.Content.Headers.Contains("Content-Length").ShouldBeFalse();
        answer.Headers.Contains("Holdfast-Degraded").ShouldBeTrue();
    }

    [Fact]
    public async Task Service_OwnOneFails_AnswersInItsPlace()
    {
        await using var spare = RecordingOrigin.Start(OriginAnswers.Status(200, "spare"));
        await using var scene = await Scene.BeforeAsync(new Uri($"http://127.0.0.1:{Ports.Free()}"), plan => plan with
        {
            MoreServices = [$"spare: {{ versions: {{ v1: {{ nodes: [ \"{spare.Url.GetLeftPart(UriPartial.Authority)}\" ] }} }} }}"],
            Interface = "otherwise: [ { service: spare }, { answer: { body: last } } ]",
        });

        using var first = await scene.Client().GetAsync(new Uri("/a?b=c", UriKind.Relative), Scene.Cancellation);
        (await first.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldBe("spare");
        first.Headers.GetValues("Holdfast-Degraded").ShouldBe(["interfaces.everything.otherwise[0]"]);
        spare.Requests.ShouldHaveSingleItem().Target.ShouldBe("/a?b=c");

        spare.Script = OriginAnswers.Reset;
        using var second = await scene.Client().GetAsync(Root, Scene.Cancellation);
        (await second.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldBe("last");
        second.Headers.GetValues("Holdfast-Degraded").ShouldBe(["interfaces.everything.otherwise[1]"]);
    }

    [Fact]
    public async Task Service_OrderMayHaveBeenCarriedOut_IsNotSentElsewhere()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Reset);
        await using var spare = RecordingOrigin.Start(OriginAnswers.Status(200, "spare"));
        await using var scene = await Scene.BeforeAsync(origin.Url, plan => plan with
        {
            MoreServices = [$"spare: {{ versions: {{ v1: {{ nodes: [ \"{spare.Url.GetLeftPart(UriPartial.Authority)}\" ] }} }} }}"],
            Interface = "otherwise: { service: spare }",
        });

        using var content = new StringContent("one order");
        using var answer = await scene.Client().PostAsync(Root, content, Scene.Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        answer.Headers.Contains("Holdfast-Degraded").ShouldBeFalse();
        spare.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Version_LiveOneFails_TheOtherAnswers()
    {
        await using var before = RecordingOrigin.Start(OriginAnswers.Status(200, "v0"));
        await using var scene = await Scene.BeforeAsync(new Uri($"http://127.0.0.1:{Ports.Free()}"), plan => plan with
        {
            MoreServices = [$"two: {{ versions: {{ v0: {{ nodes: [ \"{before.Url.GetLeftPart(UriPartial.Authority)}\" ] }}, v1: {{ nodes: [ \"http://127.0.0.1:{Ports.Free()}\" ] }} }}, live: v1 }}"],
            Interfaces = ["everything: { match: { path: \"/{rest...}\" }, service: two, otherwise: { version: v0 } }", "other: { match: { path: /other }, service: origin }"],
        });

        (await scene.Client().GetStringAsync(Root, Scene.Cancellation)).ShouldBe("v0");
    }

    [Fact]
    public async Task Service_BreaksOffInTheMiddle_NothingElseAnswers()
    {
        await using var spare = RecordingOrigin.Start(OriginAnswers.CloseAfter("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
        await using var scene = await Scene.BeforeAsync(new Uri($"http://127.0.0.1:{Ports.Free()}"), plan => plan with
        {
            MoreServices = [$"spare: {{ versions: {{ v1: {{ nodes: [ \"{spare.Url.GetLeftPart(UriPartial.Authority)}\" ] }} }} }}"],
            Interface = "otherwise: [ { service: spare }, { answer: { body: last } } ]",
        });

        await Should.ThrowAsync<HttpRequestException>(() => scene.Client().GetStringAsync(Root, Scene.Cancellation));

        (await scene.CountsAsync("everything")).Failures.ShouldBe(1);
    }
}
