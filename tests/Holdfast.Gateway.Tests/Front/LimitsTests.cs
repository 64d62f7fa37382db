using System.Net;
using System.Net.Sockets;
using Holdfast.Core.Plan;
using Holdfast.Gateway.Front;
using Holdfast.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Gateway.Tests.Front;

public sealed class LimitsTests
{
    private const string Request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nbad header\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\nHost: a\n\n", 400)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /{long} HTTP/1.1\r\nHost: a\r\n\r\n", 414)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX: {long}{long}{long}{long}{long}\r\n\r\n", 431)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n{many}\r\n", 431)]
    public async Task Request_MalformedOrTooLarge_IsRefusedWithItsStatus(string request, int status)
    {
        await using var front = await FrontHarness.StartAsync(ReadBodyAsync);
        await using var client = await front.ConnectAsync();
        var text = request.Replace("{long}", new string('x', 8200)).Replace(
            "{many}", string.Concat(Enumerable.Range(0, 101).Select(static i => $"X-{i}: 1\r\n")));

        var answer = await client.AskAsync(text, default).Within("a refusal");

        answer.Status.ShouldBe(status);
        answer.Head.One("Server").ShouldBeNull();
        front.Log.From(LogLevel.Information).ShouldNotContain(static line => line.Contains("Kestrel"));
    }

    [Fact]
    public async Task Plan_ChangesLimits_HoldsFromTheNextConnectionOn()
    {
        await using var front = await FrontHarness.StartAsync(ReadBodyAsync);
        await using var client = await front.ConnectAsync();
        const string Post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n12345";
        (await client.AskAsync(Post, default).Within("an answer")).Status.ShouldBe(200);

        await ApplyAsync(front, FrontPlans.Server with { BodyBytesMax = 4 });
        await using var limited = await front.ConnectAsync();
        var refused = await limited.AskAsync(Post, default).Within("a refusal");
        await ApplyAsync(front, FrontPlans.Server with { BodyBytesMax = null });
        await using var another = await front.ConnectAsync();
        var taken = await another.AskAsync(Post, default).Within("an answer");

        (refused.Status, taken.Status).ShouldBe((413, 200));
    }

    [Fact]
    public async Task Head_NotFinishedInTime_IsRefused()
    {
        await using var front = await FrontHarness.StartAsync(
            FrontHarness.AnswerOk, FrontPlans.Server with { HeaderTimeout = TimeSpan.FromMilliseconds(300) });
        await using var client = await front.ConnectAsync();

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n", default);

        (await client.ReadResponseAsync(default).Within("a refusal")).Status.ShouldBe(408);
    }

    [Theory]
    [InlineData("", 75)]
    [InlineData("PRI * HT", 10)]
    public async Task Connection_SaysTooLittle_IsClosedInTime(string said, int seconds)
    {
        var time = new FakeTimeProvider();
        await using var front = await FrontHarness.StartAsync(FrontHarness.AnswerOk, time: time);
        await using var client = await front.ConnectAsync();
        await Eventually.HoldsAsync(() => front.Server.Connections == 1, "the connection");
        await client.SendAsync(said, default);

        var ended = client.WaitForCloseAsync(default);
        time.Advance(TimeSpan.FromSeconds(9));
        ended.IsCompleted.ShouldBeFalse();
        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return ended.IsCompleted;
            },
            $"the end of a connection that was silent for {seconds} s");

        await Eventually.HoldsAsync(() => front.Server.Connections == 0, "the connection to be forgotten");
    }

    [Fact]
    public async Task Connections_BeyondTheLimit_AreClosedAtOnceAndTold()
    {
        await using var front = await FrontHarness.StartAsync(
            FrontHarness.AnswerOk, FrontPlans.Server with { ConnectionsMax = 2 });
        await using var first = await front.ConnectAsync();
        await using var second = await front.ConnectAsync();
        await Eventually.HoldsAsync(() => front.Server.Connections == 2, "two connections");

        await EndsAtOnceAsync(front.Address());
        (await first.AskAsync(Request, default).Within("an answer")).Status.ShouldBe(200);
        await Eventually.HoldsAsync(
            () => front.Events.Any(static happened => happened.Kind == FrontEventKind.ConnectionsRefused), "the news of it");

        await ApplyAsync(front, FrontPlans.Server with { ConnectionsMax = 3 });
        await using var fourth = await front.ConnectAsync();
        (await fourth.AskAsync(Request, default).Within("an answer")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Client_GoesAway_CancelsTheCallWithoutNoise()
    {
        using var gate = new Gate("call");
        var aborted = new TaskCompletionSource();
        await using var front = await FrontHarness.StartAsync(async context =>
        {
            try
            {
                await gate.PassAsync(context.RequestAborted);
            }
            finally
            {
                aborted.TrySetResult();
            }
        });
        var client = await front.ConnectAsync();
        await client.SendAsync(Request, default);
        await gate.WaitForWaitingAsync(1);

        client.Reset();

        await aborted.Task.Within("the call's cancellation");
        await Eventually.HoldsAsync(() => front.Server.Connections == 0, "the connection's end");
        front.Log.From(LogLevel.Information).ShouldAllBe(static line => line.Contains("[1000]") || line.Contains("[1022]"));
    }

    private static Task ApplyAsync(FrontHarness front, ServerPlan plan) =>
        front.Server.ApplyAsync(plan, [FrontPlans.Listener()]).Within("the change");

    /// <summary>The reset may come so early that connecting itself fails.</summary>
    private static async Task EndsAtOnceAsync(IPEndPoint address)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address);
            (await socket.ReceiveAsync(new byte[1]).Within("the end of the connection")).ShouldBe(0);
        }
        catch (SocketException e)
        {
            e.SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
        }
    }

    private static async Task ReadBodyAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        await context.Response.WriteAsync("ok", context.RequestAborted);
    }
}
