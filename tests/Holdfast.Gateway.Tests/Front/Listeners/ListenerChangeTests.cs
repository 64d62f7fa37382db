using System.Net;
using System.Net.Sockets;
using Holdfast.Core.Plan;
using Holdfast.Gateway.Front.Listeners;
using Holdfast.Testing;

namespace Holdfast.Gateway.Tests.Front.Listeners;

public sealed class ListenerChangeTests
{
    private const string Request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task Start_PortTaken_SaysWhoHasItInOneLine()
    {
        using var taken = Take();

        var refused = await Should.ThrowAsync<ListenException>(() => FrontHarness.StartAsync(
            FrontHarness.AnswerOk, listeners: FrontPlans.Listener(address: $"{taken.LocalEndPoint}")));

        refused.Message.ShouldBe(
            $"Listener 'web' cannot listen on {taken.LocalEndPoint}: the port is taken by process {Environment.ProcessId} ({Comm()})");
        refused.Holder.ShouldBe(new PortHolder(Environment.ProcessId, Comm()));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("example.com:80")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("::1:80")]
    public async Task Start_AddressIsNone_IsRefused(string address)
    {
        var refused = await Should.ThrowAsync<ListenException>(() => FrontHarness.StartAsync(
            FrontHarness.AnswerOk, listeners: FrontPlans.Listener(address: address)));

        refused.Message.ShouldStartWith($"Listener 'web' cannot listen on {address}: ");
    }

    [Fact]
    public async Task Change_AddsAndRemoves_OthersAreNotTouched()
    {
        using var gate = new Gate("call");
        await using var front = await FrontHarness.StartAsync(
            context => context.Request.Path == "/held" ? gate.PassAsync(context.RequestAborted) : FrontHarness.AnswerOk(context),
            listeners: [FrontPlans.Listener("stays"), FrontPlans.Listener("goes")]);
        await using var stays = await front.ConnectAsync("stays");
        await stays.AskAsync(Request, default).Within("an answer");
        await using var goes = await front.ConnectAsync("goes");
        await goes.SendAsync(Request.Replace("/ ", "/held "), default);
        await gate.WaitForWaitingAsync(1);
        var (before, gone) = (front.Address("stays"), front.Address("goes"));

        await front.Server.ApplyAsync(FrontPlans.Server, [FrontPlans.Listener("stays"), FrontPlans.Listener("comes")])
            .Within("the change");

        front.Address("stays").ShouldBe(before);
        (await stays.AskAsync(Request, default).Within("an answer")).Status.ShouldBe(200);
        await using (var comes = await front.ConnectAsync("comes"))
            (await comes.AskAsync(Request, default).Within("an answer")).Status.ShouldBe(200);
        using (var late = new Socket(gone.AddressFamily, SocketType.Stream, ProtocolType.Tcp))
            await Should.ThrowAsync<SocketException>(() => late.ConnectAsync(gone));

        gate.Open();
        var finished = await goes.ReadResponseAsync(default).Within("the answer on the removed listener");
        (finished.Status, finished.Head.One("Connection")).ShouldBe((200, "close"));
        await goes.WaitForCloseAsync(default).Within("its end");
    }

    [Fact]
    public async Task Change_OneListenerFails_NothingChanges()
    {
        using var taken = Take();
        await using var front = await FrontHarness.StartAsync(FrontHarness.AnswerOk, listeners: FrontPlans.Listener("old"));
        var before = front.Server.Addresses;

        await Should.ThrowAsync<ListenException>(() => front.Server.ApplyAsync(
            FrontPlans.Server, [FrontPlans.Listener("new"), FrontPlans.Listener("bad", $"{taken.LocalEndPoint}")]));

        front.Server.Addresses.ShouldBe(before);
        await using var client = await front.ConnectAsync("old");
        (await client.AskAsync(Request, default).Within("an answer")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Change_FromOneAddressToAll_KeepsThePort()
    {
        await using var front = await FrontHarness.StartAsync(
            FrontHarness.AnswerOk, listeners: FrontPlans.Listener(address: $"127.0.0.1:{FreePort()}"));
        var port = front.Address().Port;

        await front.Server.ApplyAsync(FrontPlans.Server, [FrontPlans.Listener(address: $"*:{port}")]).Within("the change");

        await using var client = await Testing.Clients.RawClient.ConnectAsync(new Uri($"http://127.0.0.1:{port}"), default);
        (await client.AskAsync(Request, default).Within("an answer")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Change_MakesRoomAndStillFails_OldListenerIsBack()
    {
        using var taken = Take();
        var port = FreePort();
        await using var front = await FrontHarness.StartAsync(
            FrontHarness.AnswerOk, listeners: FrontPlans.Listener("old", $"127.0.0.1:{port}"));

        await Should.ThrowAsync<ListenException>(() => front.Server.ApplyAsync(
            FrontPlans.Server, [FrontPlans.Listener("all", $"*:{port}"), FrontPlans.Listener("bad", $"{taken.LocalEndPoint}")]));

        await using var client = await front.ConnectAsync("old");
        (await client.AskAsync(Request, default).Within("an answer")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Change_VersionsOfAListener_HoldForNewConnectionsOnTheSameSocket()
    {
        await using var front = await FrontHarness.StartAsync(FrontHarness.AnswerOk);
        var before = front.Address();

        await front.Server.ApplyAsync(FrontPlans.Server, [FrontPlans.Listener(versions: HttpVersions.Http2)]).Within("the change");

        front.Address().ShouldBe(before);
        using var http2 = await front.GetAsync(front.Client(), HttpVersion.Version20);
        using var http1 = await front.GetAsync(front.Client(), HttpVersion.Version11);
        (http2.StatusCode, http1.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.BadRequest));
    }

    [Fact]
    public void Holder_OfAFreePort_IsUnknown() =>
        PortHolder.Find(new IPEndPoint(IPAddress.Loopback, FreePort())).ShouldBeNull();

    private static Socket Take()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }

    private static int FreePort() => Testing.Processes.Ports.Free();

    private static string Comm() => File.ReadAllText("/proc/self/comm").Trim();
}
