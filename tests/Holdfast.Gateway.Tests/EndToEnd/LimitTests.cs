using System.Net.Sockets;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>Limits of the front: each refuses with its own status, and the node never hears of it.</summary>
public sealed class LimitTests : IAsyncDisposable
{
    private readonly RecordingOrigin _node = RecordingOrigin.Start();

    private static CancellationToken Cancellation => Scene.Cancellation;

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task RequestLine_TooLong_Is414()
    {
        await using var scene = await StartAsync("max-request-line: 1KB");

        (await AskAsync(scene, $"GET /{new string('a', 2_000)} HTTP/1.1\r\nHost: a\r\n\r\n")).Status.ShouldBe(414);
        (await AskAsync(scene, $"GET /{new string('a', 900)} HTTP/1.1\r\nHost: a\r\n\r\n")).Status.ShouldBe(200);
        _node.Heads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Headers_TooLarge_Is431()
    {
        await using var scene = await StartAsync("max-header-bytes: 4KB");

        (await AskAsync(scene, $"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('a', 5_000)}\r\n\r\n")).Status.ShouldBe(431);
        (await AskAsync(scene, $"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('a', 3_000)}\r\n\r\n")).Status.ShouldBe(200);
        _node.Heads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Headers_TooMany_Is431()
    {
        await using var scene = await StartAsync("max-headers: 10");
        var many = string.Concat(Enumerable.Range(0, 15).Select(i => $"X-{i}: 1\r\n"));

        (await AskAsync(scene, $"GET / HTTP/1.1\r\nHost: a\r\n{many}\r\n")).Status.ShouldBe(431);
        _node.Heads.ShouldBeEmpty();
    }

    [Fact]
    public async Task Body_BeyondTheServersLimit_Is413()
    {
        await using var scene = await StartAsync("max-body: 1000B");

        (await AskAsync(scene, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n")).Status.ShouldBe(413);
        (await AskAsync(scene, $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{new string('x', 1000)}")).Status.ShouldBe(200);
        _node.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Head_NotSentInTime_Is408()
    {
        await using var scene = await StartAsync("header-timeout: 1s");
        await using var client = await scene.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Slow", Cancellation);

        var answer = await client.ReadResponseAsync(Cancellation).Within("an answer to a head that never ends");

        answer.Status.ShouldBe(408);
        await client.WaitForCloseAsync(Cancellation).Within("the connection to close after 408");
        _node.Heads.ShouldBeEmpty();
    }

    [Fact]
    public async Task Body_SlowerThanTheRate_Is408()
    {
        await using var scene = await StartAsync("min-body-rate: 240");
        await using var client = await scene.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nx", Cancellation);

        var answer = await client.ReadResponseAsync(Cancellation).Within("an answer to a body that does not go on");

        answer.Status.ShouldBe(408);
        var seen = await _node.WaitForRequestsAsync(1);
        seen[0].Body.End.ShouldNotBe(Testing.Wire.WireEnd.Complete);
    }

    [Fact]
    public async Task Connections_BeyondTheLimit_AreClosedAtOnce()
    {
        await using var scene = await StartAsync("max-connections: 2");
        await using var first = await scene.ConnectAsync();
        await using var second = await scene.ConnectAsync();
        (await first.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation)).Status.ShouldBe(200);
        (await second.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation)).Status.ShouldBe(200);

        await ShouldBeClosedAsync(scene);

        (await first.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation)).Status.ShouldBe(200);
        await second.DisposeAsync();
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    return (await AskAsync(scene, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status == 200;
                }
                catch (Exception refused) when (refused is IOException or SocketException)
                {
                    return false;
                }
            },
            "a new connection once another one is gone");
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n folded: 1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\nHost: a\n\n")]
    public async Task Request_OfTwoMeanings_IsRefused(string request)
    {
        await using var scene = await StartAsync("header-timeout: 1s");

        (await AskAsync(scene, request)).Status.ShouldBeInRange(400, 499);
        _node.Heads.ShouldBeEmpty();
    }

    private Task<Scene> StartAsync(string server) => Scene.BeforeAsync(_node.Url, plan => plan with { Server = server });

    private static async Task ShouldBeClosedAsync(Scene scene)
    {
        try
        {
            await using var client = await scene.ConnectAsync();
            await client.WaitForCloseAsync(Cancellation).Within("a connection too many to be closed");
        }
        catch (SocketException reset)
        {
            // Before the client's own connect had ended.
            reset.SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
        }
    }

    private static async Task<RawResponse> AskAsync(Scene scene, string request)
    {
        await using var client = await scene.ConnectAsync();
        return await client.AskAsync(request, Cancellation).Within("an answer");
    }
}
