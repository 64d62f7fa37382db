using System.Net;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>A deadline binds the backend, whole and alone: not the caller, and not what comes after the answer has begun.</summary>
public sealed class DeadlineTests
{
    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("POST")]
    public async Task Http2WithoutBody_NodeHangs_EndsAtTheDeadline(string method)
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Never);
        await using var scene = await Scene.BeforeAsync(node.Url, plan => plan with { Interface = "timeout: 300ms, idle-timeout: 60s" });
        var client = scene.Client("2.0");
        using var request = client.Request(new HttpMethod(method), "/x");

        using var answer = await client.SendAsync(request, Scene.Cancellation);

        (await Problems.ShouldBeProblemAsync(answer, 504, "everything")).GetProperty("decision").GetString().ShouldBe("deadline");
    }

    [Fact]
    public async Task LargeBody_NodeStopsReading_EndsAtTheDeadline()
    {
        await using var node = RecordingOrigin.Start(static (_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop));
        await using var scene = await Scene.BeforeAsync(node.Url, plan => plan with { Interface = "timeout: 500ms, idle-timeout: 60s" });

        using var answer = await scene.Client().PostAsync("/", new ByteArrayContent(new byte[20_000_000]), Scene.Cancellation);

        (await Problems.ShouldBeProblemAsync(answer, 504, "everything")).GetProperty("decision").GetString().ShouldBe("deadline");
    }

    [Fact]
    public async Task SlowCaller_TakesLongerThanTheDeadline_IsAnsweredAllTheSame()
    {
        await using var node = RecordingOrigin.Start();
        var dead = new Uri($"http://127.0.0.1:{Ports.Free()}");
        await using var scene = await Scene.BeforeAsync(node.Url, plan => plan with
        {
            Nodes = [dead, node.Url], Interface = "timeout: 400ms, idle-timeout: 30s",
        });

        // Twice, so that one of them meets the dead node first: a retried upload is waited for like any other.
        for (var i = 0; i < 2; i++)
        {
            await using var client = await scene.ConnectAsync();
            await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 30\r\n\r\n", Scene.Cancellation);
            for (var part = 0; part < 3; part++)
            {
                // Real time is the subject: the body takes longer than the whole deadline.
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Scene.Cancellation);
                await client.SendAsync("0123456789", Scene.Cancellation);
            }

            (await client.ReadResponseAsync(Scene.Cancellation)).Status.ShouldBe(200);
        }
    }

    [Fact]
    public async Task IdleTimeout_ShorterThanTheWaitForAnAnswer_DoesNotEndIt()
    {
        await using var node = RecordingOrigin.Start(static async (exchange, stop) =>
        {
            await exchange.ReadBodyAsync(stop);
            // Real time is the subject: silence that is longer than the idle time-out.
            await Task.Delay(TimeSpan.FromMilliseconds(900), TimeProvider.System, stop);
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", stop);
        });
        await using var scene = await Scene.BeforeAsync(node.Url, plan => plan with { Interface = "timeout: 20s, idle-timeout: 300ms" });

        using var answer = await scene.Client().GetAsync("/", Scene.Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
