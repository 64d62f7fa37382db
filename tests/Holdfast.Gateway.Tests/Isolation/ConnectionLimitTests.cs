using System.Net;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Isolation;

/// <summary>Connections to nodes are bounded, and so is the wait for one; over real sockets.</summary>
public sealed class ConnectionLimitTests
{
    private static readonly Uri Root = new("/", UriKind.Relative);

    private static CancellationToken Cancellation => Scene.Cancellation;

    [Fact]
    public async Task Http1_MoreCallsThanConnections_WaitAndNoNodeSeesMore()
    {
        using var gate = new Gate("nodes");
        var most = new int[2];
        await using var a = RecordingOrigin.Start(Counted(gate, () => ref most[0]));
        await using var b = RecordingOrigin.Start(Counted(gate, () => ref most[1]));
        await using var scene = await Scene.BeforeAsync(a.Url, plan => plan with
        {
            Nodes = [a.Url, b.Url], Service = "health: { eject: none }, connections: { per-node: 3, wait: 30s, queue: 100 }", Interface = "timeout: 60s",
        });
        var client = scene.Client();

        var calls = Enumerable.Range(0, 30).Select(_ => client.GetAsync(Root, Cancellation)).ToArray();
        await gate.WaitForWaitingAsync(6);
        await Eventually.HoldsAsync(() => Cell(scene, "connections", "queued") == 24, "the others wait for a connection");
        (a.Heads.Count, b.Heads.Count).ShouldBe((3, 3));
        gate.Open(30);

        foreach (var call in calls)
        {
            using var answer = await call.Within("an answer once a connection is free");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        most.ShouldBe([3, 3]);
        (a.Connections.Count, b.Connections.Count).ShouldBe((3, 3));
        await Eventually.HoldsAsync(() => Cell(scene, "connections", "in_flight") == 0, "every connection is free again");
    }

    [Fact]
    public async Task Http1_OneNodeHangs_TheOtherIsAskedFirst()
    {
        await using var hung = RecordingOrigin.Start(OriginAnswers.Never);
        await using var well = RecordingOrigin.Start();
        await using var scene = await Scene.BeforeAsync(hung.Url, plan => plan with
        {
            Nodes = [hung.Url, well.Url],
            Service = "balance: { policy: round-robin }, health: { eject: none }, connections: { per-node: 2, wait: 100ms }",
            Interface = "timeout: 60s, retry: { attempts: 1 }",
        });
        var client = scene.Client();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var held = new List<Task>();
        while (hung.Heads.Count < 2)
        {
            held.Add(client.GetAsync(Root, end.Token));
            await Eventually.HoldsAsync(() => hung.Heads.Count + well.Heads.Count == held.Count, "the call is at a node");
        }

        for (var i = 0; i < 50; i++)
        {
            using var answer = await client.GetAsync(Root, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        hung.Heads.Count.ShouldBe(2);
        await end.CancelAsync();
    }

    [Fact]
    public async Task Http1_WaitIsOver_IsRefusedAndSaysByWhat()
    {
        await using var hung = RecordingOrigin.Start(OriginAnswers.Never);
        await using var scene = await Scene.BeforeAsync(hung.Url, static plan => plan with
        {
            Service = "connections: { per-node: 1, wait: 50ms }", Interface = "timeout: 60s, retry: { attempts: 1 }",
        });
        var client = scene.Client();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var held = client.GetAsync(Root, end.Token);
        await hung.WaitForHeadsAsync(1);

        using var answer = await client.GetAsync(Root, Cancellation).Within("a refusal when the wait is over");

        var problem = await Problems.ShouldBeProblemAsync(answer, 503, "everything");
        problem.GetProperty("type").GetString()!.ShouldEndWith("HF4028");
        problem.GetProperty("decision").GetString().ShouldBe("connections-wait-over");
        problem.GetProperty("rule").GetString().ShouldBe("services.origin.connections");
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (hung.Heads.Count, held.IsCompleted).ShouldBe((1, false));
        await end.CancelAsync();
        await Eventually.HoldsAsync(() => Cell(scene, "connections", "in_flight") == 0, "the connection is free when its caller has gone");
    }

    [Fact]
    public async Task Http2_StreamsOfTheConnectionsAreTaken_IsRefused()
    {
        await using var scene = await Scene.WithOriginAsync(static (origin, plan) => plan with
        {
            Nodes = [origin.Http2Url], Service = "protocol: http2, connections: { per-node: 1, streams: 4, wait: 50ms }", Interface = "timeout: 60s",
        });
        var client = scene.Client();
        var held = Enumerable.Range(0, 4).Select(_ => client.GetAsync(new Uri("/gated?gate=held", UriKind.Relative), Cancellation)).ToArray();
        await scene.Origin.Gate("held").WaitForWaitingAsync(4);

        await Problems.ShouldAnswerAsync(client, "/healthz", 503, "everything");

        scene.Origin.ConnectionsOpened.ShouldBe(1);
        scene.Origin.Gate("held").Open(4);
        foreach (var call in held)
        {
            using var answer = await call;
            answer.IsSuccessStatusCode.ShouldBeTrue();
        }

        using var next = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Cancellation);
        next.IsSuccessStatusCode.ShouldBeTrue();
    }

    /// <summary>Notes how many requests are at the node at once at the most.</summary>
    private static OriginScript Counted(Gate gate, Most most)
    {
        var now = 0;
        return async (exchange, stop) =>
        {
            var seen = Interlocked.Increment(ref now);
            lock (gate) most() = Math.Max(most(), seen);
            await exchange.ReadBodyAsync(stop);
            await gate.PassAsync(stop);
            Interlocked.Decrement(ref now);
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", stop);
        };
    }

    private static int? Cell(Scene scene, string kind, string column) => Pools.Cell(scene, kind, column);

    private delegate ref int Most();
}
