using System.Net.Sockets;
using System.Text;
using Holdfast.Core.Plan;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Clients.Http2;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Gateway.Tests.Front;

/// <summary>A client that stops taking an answer loses the call in time, whatever it took before.</summary>
public sealed class SendTimeoutTests
{
    private const string Request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const int Piece = 1 << 16;

    private static readonly ServerPlan Plan = FrontPlans.Server with { SendTimeout = TimeSpan.FromHours(1) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Http1Client_StopsReading_LosesTheCallAndTheConnection()
    {
        var time = new FakeTimeProvider();
        var sender = new EndlessAnswer();
        await using var front = await FrontHarness.StartAsync(sender.SendAsync, Plan, time);
        await using var client = await front.ConnectAsync();
        await client.SendAsync(Request, Cancellation);

        await sender.UntilStalledAsync();
        time.Advance(TimeSpan.FromMinutes(59));
        sender.Aborted.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMinutes(2));

        await sender.Aborted.Within("the call to be cut");
        await Eventually.HoldsAsync(() => front.Server.Connections == 0, "the connection's end");
    }

    /// <summary>By itself the kernel would take megabytes for a client that takes nothing, and nobody would know yet that it does not.</summary>
    [Fact]
    public async Task Client_ReadsNothing_IsKeptLittleReady()
    {
        var sender = new EndlessAnswer();
        await using var front = await FrontHarness.StartAsync(sender.SendAsync, Plan, new FakeTimeProvider());
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
        await client.ConnectAsync(front.Address());
        await client.SendAsync(Encoding.ASCII.GetBytes(Request));

        await sender.UntilStalledAsync();

        sender.Sent.ShouldBeLessThan(10 * Piece);
    }

    [Fact]
    public async Task Http1Client_ReadsAgain_HasAllItsTimeAgain()
    {
        var time = new FakeTimeProvider();
        var sender = new EndlessAnswer();
        await using var front = await FrontHarness.StartAsync(sender.SendAsync, Plan, time);
        await using var client = await front.ConnectAsync();
        await client.SendAsync(Request, Cancellation);
        await client.ReadHeadAsync(Cancellation).Within("a head");

        for (var pause = 0; pause < 3; pause++)
        {
            await sender.UntilStalledAsync();
            time.Advance(TimeSpan.FromMinutes(40));
            var sent = sender.Sent;
            while (sender.Sent < sent + (10 * Piece))
                await client.ReadSomeAsync(Cancellation).Within("more of the answer");
        }

        sender.Aborted.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Http2Client_OpensNoWindow_LosesTheStreamAloneAndKeepsTheConnection()
    {
        var time = new FakeTimeProvider();
        var sender = new EndlessAnswer();
        await using var front = await FrontHarness.StartAsync(
            context => context.Request.Path == "/endless" ? sender.SendAsync(context) : context.Response.WriteAsync("x"), Plan, time);
        await using var client = await Http2Client.ConnectAsync(front.Url(), Cancellation);
        await client.SendAsync(Cancellation, Http2Frame.Head(1, Http2Fields.Request("GET", "/endless")));

        await sender.UntilStalledAsync();
        time.Advance(TimeSpan.FromMinutes(61));

        await sender.Aborted.Within("the call to be cut");
        (await client.ReadUntilAsync(Http2FrameType.ResetStream, Cancellation).Within("RST_STREAM")).Stream.ShouldBe(1);
        await client.SendAsync(Cancellation, Http2Frame.Window(0, Piece), Http2Frame.Head(3, Http2Fields.Get));
        var answer = await client.ReadUntilAsync(Http2FrameType.Headers, Cancellation, stream: 3).Within("another answer");
        Http2Fields.StatusOf(answer.Payload.Span).ShouldBe(200);
    }

    /// <summary>A tunnel is no answer to the server any more, and the node behind it waits all the same.</summary>
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Tunnel_ClientStopsReading_IsCut(string version)
    {
        var time = new FakeTimeProvider();
        var sender = new EndlessAnswer();
        await using var front = await FrontHarness.StartAsync(sender.SendAsync, Plan, time);
        await using IAsyncDisposable client = version == "1.1" ? await UpgradeAsync(front) : await ConnectAsync(front);

        await sender.UntilStalledAsync();
        time.Advance(TimeSpan.FromMinutes(59));
        sender.Aborted.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMinutes(2));

        await sender.Aborted.Within("the tunnel to be cut");
    }

    /// <summary>The end of an answer waits without a write of ours: the server's own clock, which is not the test's, cuts it.</summary>
    [Fact]
    public async Task Http2Client_TakesNoneOfAShortAnswer_IsCut()
    {
        await using var front = await FrontHarness.StartAsync(
            static context => context.Response.WriteAsync("short"), FrontPlans.Server with { SendTimeout = TimeSpan.FromSeconds(5) });
        await using var client = await Http2Client.ConnectAsync(front.Url(), Cancellation, null, (4, 0));
        await client.SendAsync(Cancellation, Http2Frame.Head(1, Http2Fields.Get));

        await client.ReadToEndAsync(Cancellation).Within("the end of the connection", TimeSpan.FromSeconds(30));
    }

    private static async Task<RawClient> UpgradeAsync(FrontHarness front)
    {
        var client = await front.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", Cancellation);
        (await client.ReadHeadAsync(Cancellation).Within("a head")).ShouldNotBeNull().StartLine.ShouldContain("101");
        return client;
    }

    private static async Task<Http2Client> ConnectAsync(FrontHarness front)
    {
        var client = await Http2Client.ConnectAsync(front.Url(), Cancellation);
        (string, string)[] fields = [(":method", "CONNECT"), (":protocol", "websocket"), (":scheme", "http"), (":authority", "a"), (":path", "/")];
        await client.SendAsync(Cancellation, Http2Frame.Head(1, Http2Fields.Of(fields), Http2Frame.EndHeaders));
        await client.ReadUntilAsync(Http2FrameType.Headers, Cancellation, stream: 1).Within("a head");
        return client;
    }

    /// <summary>Sends for ever, and shows whether it goes on.</summary>
    private sealed class EndlessAnswer
    {
        private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Task _write = Task.CompletedTask;
        private long _sent;

        public Task Aborted => _aborted.Task;

        public long Sent => Interlocked.Read(ref _sent);

        public async Task SendAsync(HttpContext context)
        {
            var bytes = new byte[Piece];
            try
            {
                var output = await OutputAsync(context);
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    var write = output.WriteAsync(bytes, context.RequestAborted).AsTask();
                    Volatile.Write(ref _write, write);
                    await write;
                    Interlocked.Add(ref _sent, Piece);
                }
            }
            catch (OperationCanceledException)
            {
                // Cut, which Aborted says.
            }

            _aborted.TrySetResult();
        }

        private static async ValueTask<Stream> OutputAsync(HttpContext context)
        {
            if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade) return await upgrade.UpgradeAsync();
            return context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect
                ? await connect.AcceptAsync()
                : context.Response.Body;
        }

        /// <summary>Until the same write has been waiting for several looks in a row.</summary>
        public async Task UntilStalledAsync()
        {
            var (seen, looks) = (Task.CompletedTask, 0);
            await Eventually.HoldsAsync(
                () =>
                {
                    var write = Volatile.Read(ref _write);
                    looks = write == seen && !write.IsCompleted ? looks + 1 : 0;
                    seen = write;
                    return looks > 20;
                },
                "the answer to wait for its client", null, () => $"{Sent} bytes sent");
        }
    }
}
