using Holdfast.Gateway.Front.Listeners;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>A new revision touches what it changes, and nothing else.</summary>
public sealed class PublishTests
{
    private static CancellationToken Cancellation => Scene.Cancellation;

    [Fact]
    public async Task Publish_CallInFlight_EndsUnderTheRevisionItBeganWith()
    {
        await using var scene = await Scene.WithOriginAsync();
        await using var next = await KestrelOrigin.StartAsync(new KestrelOriginOptions { Version = "v2" });
        var client = scene.Client();
        var begun = client.GetAsync(new Uri("/gated?gate=held", UriKind.Relative), Cancellation);
        await scene.Origin.Gate("held").WaitForWaitingAsync(1);

        await scene.Gateway.ApplyAsync(scene.Folder, scene.Plan with { Nodes = [next.Http1Url] });

        (await VersionAsync(client)).ShouldBe("v2");
        scene.Origin.Gate("held").Open();
        using var answer = await begun;
        answer.Headers.GetValues("X-Origin-Version").ShouldBe(["v1"]);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe("passed");
    }

    [Fact]
    public async Task Publish_ChangeElsewhere_KeepsConnectionsOnBothSides()
    {
        await using var scene = await Scene.WithOriginAsync();
        await using var client = await scene.ConnectAsync();
        (await client.AskAsync("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation)).Status.ShouldBe(200);

        for (var seconds = 10; seconds < 20; seconds++)
        {
            await scene.Gateway.ApplyAsync(scene.Folder, scene.Plan with { Interface = $"timeout: {seconds}s" });
            (await client.AskAsync("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation)).Status.ShouldBe(200);
        }

        scene.Origin.ConnectionsOpened.ShouldBe(1);
    }

    [Fact]
    public async Task Publish_ListenerThatCannotBeOpened_LeavesEverythingAsItWas()
    {
        await using var scene = await Scene.WithOriginAsync();
        await using var next = await KestrelOrigin.StartAsync(new KestrelOriginOptions { Version = "v2" });

        await Should.ThrowAsync<ListenException>(() => scene.Gateway.ApplyAsync(
            scene.Folder, scene.Plan with { Nodes = [next.Http1Url], TlsPort = next.Http1Url.Port }));

        (await VersionAsync(scene.Client())).ShouldBe("v1");
        (await VersionAsync(scene.Client(tls: true))).ShouldBe("v1");
    }

    [Fact]
    public async Task Publish_Refused_LeavesTheConnectionsOfTheLivePlan()
    {
        await using var scene = await Scene.WithOriginAsync();
        (await VersionAsync(scene.Client())).ShouldBe("v1");

        await Should.ThrowAsync<ListenException>(() => scene.Gateway.ApplyAsync(
            scene.Folder, scene.Plan with { Service = "connect-timeout: 3s", TlsPort = scene.Origin.Http1Url.Port }));
        await scene.Gateway.ApplyAsync(scene.Folder, scene.Plan with { Interface = "timeout: 9s" });

        (await VersionAsync(scene.Client())).ShouldBe("v1");
        scene.Origin.ConnectionsOpened.ShouldBe(1);
    }

    [Fact]
    public async Task Dispose_AfterTraffic_ClosesTheConnectionsToNodes()
    {
        await using var node = RecordingOrigin.Start();
        await using (var scene = await Scene.BeforeAsync(node.Url))
        {
            using var answer = await scene.Client().GetAsync(new Uri("/", UriKind.Relative), Cancellation);
        }

        (await node.Connections[0].WaitForEndAsync()).ShouldBeOneOf(ConnectionEnd.ClosedByPeer, ConnectionEnd.ResetByPeer);
    }

    private static async Task<string> VersionAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Cancellation);
        return string.Join(',', answer.Headers.GetValues("X-Origin-Version"));
    }
}
