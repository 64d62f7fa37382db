using System.Net;
using System.Net.WebSockets;
using Holdfast.Testing;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>WebSocket by Upgrade (HTTP/1.1) and by extended CONNECT (HTTP/2), in and out in all pairings.</summary>
public sealed class WebSocketTests
{
    public static TheoryData<string, bool, bool> Pairs => new()
    {
        { "1.1", false, false },
        { "1.1", true, false },
        { "1.1", false, true },
        { "2.0", false, false },
        { "2.0", true, false },
        { "2.0", false, true },
        { "2.0", true, true },
    };

    private static CancellationToken Cancellation => Scene.Cancellation;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Messages_EachPairing_GoBothWaysAndCloseCleanly(string version, bool tls, bool toHttp2)
    {
        await using var scene = await Scene.WithOriginAsync((origin, plan) => toHttp2
            ? plan with { Nodes = [origin.Http2Url], Service = "protocol: http2" }
            : plan);
        using var socket = await ConnectAsync(scene, version, tls);

        socket.SubProtocol.ShouldBe("chat");
        (await RoundTripAsync(socket, "hello"u8.ToArray(), WebSocketMessageType.Text)).ShouldBe("hello"u8.ToArray());
        var large = Payload.Bytes(1_000_000);
        (await RoundTripAsync(socket, large, WebSocketMessageType.Binary)).ShouldBe(large);

        await socket.CloseAsync((WebSocketCloseStatus)4001, "enough", Cancellation);
        socket.CloseStatus.ShouldBe((WebSocketCloseStatus)4001);
        socket.CloseStatusDescription.ShouldBe("enough");
    }

    [Fact]
    public async Task Upgrade_RefusedByTheNode_PassesItsAnswer()
    {
        await using var scene = await Scene.WithOriginAsync();
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        await Should.ThrowAsync<WebSocketException>(
            () => socket.ConnectAsync(new Uri($"ws://127.0.0.1:{scene.Plan.Port}/status/403"), Cancellation));

        socket.HttpStatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Connection_ClientVanishes_NodeSeesTheEnd()
    {
        await using var scene = await Scene.WithOriginAsync();
        var socket = await ConnectAsync(scene, "1.1", tls: false);
        (await RoundTripAsync(socket, "here"u8.ToArray(), WebSocketMessageType.Text)).ShouldNotBeEmpty();

        socket.Abort();
        socket.Dispose();

        await Eventually.HoldsAsync(
            () => scene.Origin.ConnectionsOpen == 0, "the node's connection to end after the client's", null,
            () => $"{scene.Origin.ConnectionsOpen} open");
    }

    private static async Task<ClientWebSocket> ConnectAsync(Scene scene, string version, bool tls)
    {
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = Version.Parse(version);
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.AddSubProtocol("chat");
        var url = new UriBuilder(tls ? scene.TlsUrl : scene.Url) { Scheme = tls ? "wss" : "ws", Path = "/ws" }.Uri;
        using var invoker = new HttpMessageInvoker(scene.Handler(), disposeHandler: false);
        await socket.ConnectAsync(url, invoker, Cancellation).Within($"a WebSocket over HTTP/{version}");
        return socket;
    }

    private static async Task<byte[]> RoundTripAsync(ClientWebSocket socket, byte[] message, WebSocketMessageType type)
    {
        // Both at once: a node that sends back while it is sent to must not stall on full buffers.
        var sending = socket.SendAsync(message, type, true, Cancellation);
        var received = new MemoryStream();
        var buffer = new byte[32 * 1024];
        WebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer, Cancellation).Within("an echoed WebSocket message");
            result.MessageType.ShouldBe(type);
            received.Write(buffer.AsSpan(0, result.Count));
        }
        while (received.Length < message.Length || !result.EndOfMessage);

        await sending;
        return received.ToArray();
    }
}
