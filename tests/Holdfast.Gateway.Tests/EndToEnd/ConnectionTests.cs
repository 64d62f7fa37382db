using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>Connections to nodes are kept and used again; a client that leaves takes its call at the node with it.</summary>
public sealed class ConnectionTests
{
    private static CancellationToken Cancellation => Scene.Cancellation;

    [Theory]
    [InlineData("1.1", "http1")]
    [InlineData("2.0", "http1")]
    [InlineData("1.1", "http2")]
    public async Task Node_ManyCallsInTurn_SeesOneConnection(string version, string protocol)
    {
        await using var scene = await Scene.WithOriginAsync((origin, plan) => plan with
        {
            Nodes = [protocol == "http1" ? origin.Http1Url : origin.Http2Url],
            Service = $"protocol: {protocol}",
        });
        var client = scene.Client(version);

        for (var call = 0; call < 50; call++)
            await client.EchoAsync();

        scene.Origin.Requests.ShouldBe(50);
        scene.Origin.ConnectionsOpened.ShouldBe(1);
    }

    [Fact]
    public async Task Node_ClientsWithoutKeepAlive_StillSeesOneConnection()
    {
        await using var scene = await Scene.WithOriginAsync();

        for (var call = 0; call < 20; call++)
        {
            await using var client = await scene.ConnectAsync();
            var answer = await client.AskAsync("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", Cancellation);
            answer.Status.ShouldBe(200);
            answer.Head.One("Connection").ShouldBe("close");
            await client.WaitForCloseAsync(Cancellation).Within("the connection to close as it was asked to");
        }

        scene.Origin.ConnectionsOpened.ShouldBe(1);
    }

    [Fact]
    public async Task Client_ManyCallsInTurn_KeepsItsConnection()
    {
        await using var scene = await Scene.WithOriginAsync();
        await using var client = await scene.ConnectAsync();

        for (var call = 0; call < 50; call++)
            (await client.AskAsync("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("1.1", "http1")]
    [InlineData("2.0", "http1")]
    [InlineData("1.1", "http2")]
    [InlineData("2.0", "http2")]
    public async Task Abort_WhileTheNodeThinks_ReachesTheNode(string version, string protocol)
    {
        await using var scene = await Scene.WithOriginAsync((origin, plan) => plan with
        {
            Nodes = [protocol == "http1" ? origin.Http1Url : origin.Http2Url],
            Service = $"protocol: {protocol}",
        });
        using var leaving = new CancellationTokenSource();
        var asking = scene.Client(version).GetAsync(new Uri("/hang", UriKind.Relative), leaving.Token);
        await scene.Origin.Gate("never").WaitForWaitingAsync(1);

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        await scene.Origin.WaitForAbortAsync("/hang");
    }

    [Fact]
    public async Task Abort_InMidDownload_ReachesTheNode()
    {
        await using var scene = await Scene.WithOriginAsync();
        using (var answer = await scene.Client().GetAsync(
            new Uri("/events?count=100", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation))
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(Cancellation);
            scene.Origin.Gate("events").Open();
            (await stream.ReadAsync(new byte[100], Cancellation)).ShouldBeGreaterThan(0);
        }

        await scene.Origin.WaitForAbortAsync("/events");
    }

    [Fact]
    public async Task Abort_InMidUpload_ReachesTheNodeAsABrokenBody()
    {
        await using var node = RecordingOrigin.Start();
        await using var scene = await Scene.BeforeAsync(node.Url);
        await using (var client = await scene.ConnectAsync())
        {
            await client.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n{new string('x', 50_000)}", Cancellation);
            await Eventually.HoldsAsync(
                () => node.Connections is [var only] && only.ReceivedBytes > 40_000,
                "the begun body at the node");
        }

        var seen = await node.WaitForRequestsAsync(1);

        seen[0].Body.End.ShouldBeOneOf(Testing.Wire.WireEnd.Truncated, Testing.Wire.WireEnd.Reset);
        seen[0].Body.Length.ShouldBeLessThan(100_000);
    }
}
