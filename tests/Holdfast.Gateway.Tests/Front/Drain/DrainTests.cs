using System.Net;
using System.Net.Sockets;
using Holdfast.Core.Plan;
using Holdfast.Gateway.Front;
using Holdfast.Gateway.Front.Drain;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Clients.Http2;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Tests.Front.Drain;

public sealed class DrainTests
{
    private const string Request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task Drain_CallsInFlight_AllFinishAndAreToldToClose()
    {
        const int Http1Calls = 150;
        const int Http2Calls = 50;
        using var gate = new Gate("calls");
        await using var front = await FrontHarness.StartAsync(async context =>
        {
            await gate.PassAsync(context.RequestAborted);
            await context.Response.WriteAsync("whole");
        });
        var client = front.Client();
        var http1 = Enumerable.Range(0, Http1Calls).Select(_ => front.GetAsync(client)).ToArray();
        var http2 = Enumerable.Range(0, Http2Calls).Select(_ => front.GetAsync(client, HttpVersion.Version20)).ToArray();
        await gate.WaitForWaitingAsync(Http1Calls + Http2Calls);
        var address = front.Address();

        var drained = front.Server.DrainAsync();
        await Eventually.HoldsAsync(() => front.Server.Phase == DrainPhase.Finishing, "listeners are closed");
        await Eventually.HoldsAsync(() => front.Server.Addresses.Count == 0, "no address is left");
        await RefusesAsync(address);
        gate.Open(Http1Calls + Http2Calls);

        foreach (var call in http1)
        {
            using var answer = await call.Within("an answer over HTTP/1.1");
            answer.Headers.ConnectionClose.ShouldBe(true);
            (await answer.Content.ReadAsStringAsync().Within("its body")).ShouldBe("whole");
        }

        foreach (var call in http2)
        {
            using var answer = await call.Within("an answer over HTTP/2");
            (await answer.Content.ReadAsStringAsync().Within("its body")).ShouldBe("whole");
        }

        await drained.Within("the drain's end");
        front.Server.Phase.ShouldBe(DrainPhase.Stopped);
        front.Events.ShouldNotContain(happened => happened.Kind == FrontEventKind.DrainCutShort);
        await front.Server.StopAsync().Within("the stop");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Drain_Http2Connection_IsSentGoAway(bool tls)
    {
        using var folder = new TemporaryFolder();
        using var authority = CertificateAuthority.Create(folder);
        using var gate = new Gate("call");
        await using var front = await StartAsync(context => gate.PassAsync(context.RequestAborted), tls ? authority : null);
        await using var client = await Http2Client.ConnectAsync(UrlOf(front), default, authority.Root);
        await client.SendAsync(default, Http2Frame.Head(1, tls ? Http2Fields.GetSecurely : Http2Fields.Get));
        await gate.WaitForWaitingAsync(1);

        var drained = front.Server.DrainAsync();
        (await client.ReadUntilAsync(Http2FrameType.GoAway, default).Within("GOAWAY")).Number.ShouldBe(int.MaxValue);
        gate.Open();
        await client.ReadUntilAsync(Http2FrameType.Headers, default).Within("the answer");
        (await client.ReadUntilAsync(Http2FrameType.GoAway, default).Within("the last GOAWAY")).Number.ShouldBe(1);

        await drained.Within("the drain's end");
    }

    [Fact]
    public async Task Drain_Http1OverTls_CallFinishesAndTheConnectionCloses()
    {
        using var folder = new TemporaryFolder();
        using var authority = CertificateAuthority.Create(folder);
        using var gate = new Gate("call");
        await using var front = await StartAsync(
            async context =>
            {
                await gate.PassAsync(context.RequestAborted);
                await context.Response.WriteAsync("whole");
            },
            authority);
        await using var busy = await RawClient.ConnectAsync(UrlOf(front), default, authority.Root);
        await using var idle = await RawClient.ConnectAsync(UrlOf(front), default, authority.Root);
        await busy.SendAsync(Request, default);
        await gate.WaitForWaitingAsync(1);

        var drained = front.Server.DrainAsync();
        await idle.WaitForCloseAsync(default).Within("the end of the idle connection");
        gate.Open();

        var answer = await busy.ReadResponseAsync(default).Within("the answer");
        (answer.Head.One("Connection"), answer.IsWhole).ShouldBe(("close", true));
        await busy.WaitForCloseAsync(default).Within("the end of the connection");
        await drained.Within("the drain's end");
        front.Events.ShouldNotContain(happened => happened.Kind == FrontEventKind.DrainCutShort);
    }

    [Fact]
    public async Task DrainDelay_Runs_StillServesAndAsksToClose()
    {
        var plan = FrontPlans.Server with { DrainDelay = TimeSpan.FromHours(1) };
        await using var front = await FrontHarness.StartAsync(FrontHarness.AnswerOk, plan);
        await using var idle = await front.ConnectAsync();
        (await idle.AskAsync(Request, default).Within("an answer")).Head.One("Connection").ShouldBeNull();
        using var hurry = new CancellationTokenSource();

        var drained = front.Server.DrainAsync(hurry.Token);
        await Eventually.HoldsAsync(() => front.Server.Phase == DrainPhase.Announcing, "the announcement");
        await using var late = await front.ConnectAsync();

        foreach (var client in new[] { idle, late })
        {
            var answer = await client.AskAsync(Request, default).Within("an answer during the delay");
            answer.Status.ShouldBe(200);
            answer.Head.One("Connection").ShouldBe("close");
        }

        await hurry.CancelAsync();
        await drained.Within("the drain's end");
    }

    [Fact]
    public async Task Drain_IdleConnections_AreClosedAtOnce()
    {
        await using var front = await FrontHarness.StartAsync(FrontHarness.AnswerOk);
        await using var used = await front.ConnectAsync();
        await used.AskAsync(Request, default).Within("an answer");
        await using var unused = await front.ConnectAsync();
        await Eventually.HoldsAsync(() => front.Server.Connections == 2, "two connections");

        await front.Server.DrainAsync().Within("the drain's end");

        await used.WaitForCloseAsync(default).Within("the end of the used connection");
        await unused.WaitForCloseAsync(default).Within("the end of the unused connection");
    }

    [Fact]
    public async Task Drain_TimeIsOver_AbortsWhatIsLeft()
    {
        using var gate = new Gate("call");
        var aborted = new TaskCompletionSource();
        var plan = FrontPlans.Server with { Drain = TimeSpan.FromMilliseconds(50) };
        await using var front = await FrontHarness.StartAsync(
            context =>
            {
                context.RequestAborted.Register(aborted.SetResult);
                return gate.PassAsync(context.RequestAborted);
            },
            plan);
        await using var client = await front.ConnectAsync();
        await client.SendAsync(Request, default);
        await gate.WaitForWaitingAsync(1);

        await front.Server.DrainAsync().Within("the drain's end");

        await aborted.Task.Within("the call's cancellation");
        front.Events.ShouldContain(happened => happened.Kind == FrontEventKind.DrainCutShort);
    }

    [Fact]
    public async Task SecondSignal_CallInFlight_EndsAtOnce()
    {
        using var gate = new Gate("call");
        using var hurry = new CancellationTokenSource();
        await using var front = await FrontHarness.StartAsync(context => gate.PassAsync(context.RequestAborted));
        await using var client = await front.ConnectAsync();
        await client.SendAsync(Request, default);
        await gate.WaitForWaitingAsync(1);
        var drained = front.Server.DrainAsync(hurry.Token);
        await Eventually.HoldsAsync(() => front.Server.Phase == DrainPhase.Finishing, "the drain");
        drained.IsCompleted.ShouldBeFalse();

        await hurry.CancelAsync();

        await drained.Within("the drain's end");
        await client.WaitForCloseAsync(default).Within("the end of the connection");
    }

    private static Task<FrontHarness> StartAsync(RequestDelegate call, CertificateAuthority? authority)
    {
        var certificate = authority?.IssueServer("site");
        return FrontHarness.StartAsync(call, listeners: FrontPlans.Listener(tls: certificate is null
            ? null
            : new ListenerTlsPlan { Certificate = certificate.CertificatePath, Key = certificate.KeyPath }));
    }

    private static Uri UrlOf(FrontHarness front) => new($"{front.Url().Scheme}://127.0.0.1:{front.Address().Port}");

    private static async Task RefusesAsync(IPEndPoint address)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        var refused = await Should.ThrowAsync<SocketException>(() => socket.ConnectAsync(address));
        refused.SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }
}
