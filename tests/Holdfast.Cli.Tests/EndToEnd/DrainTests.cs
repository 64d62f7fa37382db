using System.Net;
using System.Net.Sockets;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.EndToEnd;

/// <summary>Case 13: asked to stop, the process turns away what is new, ends what it has, and goes.</summary>
public sealed class DrainTests : IAsyncLifetime
{
    private KestrelOrigin _origin = null!;

    private static CancellationToken Cancellation => RunningGateway.Cancellation;

    public async ValueTask InitializeAsync() => _origin = await KestrelOrigin.StartAsync();

    public ValueTask DisposeAsync() => _origin.DisposeAsync();

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Terminate_ManyCallsInFlight_AllComplete(string version)
    {
        var calls = LongTests.Size(100, 500);
        await using var gateway = await StartAsync();
        // A connection of HTTP/2 takes a hundred calls; the rest need more connections.
        using var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(60) };
        var asking = Enumerable.Range(0, calls).Select(_ => AskAsync(client, gateway, version)).ToList();
        await _origin.Gate("drain").WaitForWaitingAsync(calls);

        gateway.Process.Signal(UnixSignal.Terminate);
        await Eventually.HoldsAsync(
            async () => await gateway.ReadinessAsync() != HttpStatusCode.OK, "readiness to turn false", null, gateway.Process.Describe);
        asking.ShouldAllBe(call => !call.IsCompleted);
        _origin.Gate("drain").Open(calls);

        var answers = await Task.WhenAll(asking).Within("all calls in flight to complete", null, gateway.Process.Describe);
        answers.ShouldAllBe(answer => answer == "passed");
        (await gateway.Process.WaitForExitAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Terminate_CallInFlight_IsAnsweredWithConnectionCloseAndNewOnesAreRefused()
    {
        await using var gateway = await StartAsync();
        await using var client = await gateway.ConnectAsync();
        await client.SendAsync("GET /gated?gate=drain HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation);
        await _origin.Gate("drain").WaitForWaitingAsync(1);

        gateway.Process.Signal(UnixSignal.Terminate);
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    await using var late = await gateway.ConnectAsync();
                    await late.SendAsync("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation);
                    return await late.ReadHeadAsync(Cancellation) is null;
                }
                catch (Exception refused) when (refused is SocketException or IOException)
                {
                    return true;
                }
            },
            "new connections to be refused", null, gateway.Process.Describe);
        _origin.Gate("drain").Open();

        var answer = await client.ReadResponseAsync(Cancellation);
        (answer.Status, answer.Body.Text).ShouldBe((200, "passed"));
        answer.Head.One("Connection").ShouldBe("close");
        await client.WaitForCloseAsync(Cancellation).Within("the connection to close after its last answer");
        (await gateway.Process.WaitForExitAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Terminate_IdleConnection_IsClosed()
    {
        await using var gateway = await StartAsync();
        await using var client = await gateway.ConnectAsync();
        (await client.AskAsync("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation)).Status.ShouldBe(200);

        gateway.Process.Signal(UnixSignal.Terminate);

        await client.WaitForCloseAsync(Cancellation).Within("an idle connection to close", null, gateway.Process.Describe);
        (await gateway.Process.WaitForExitAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Terminate_CallLongerThanTheDrain_IsCutAndTheProcessEnds()
    {
        await using var gateway = await StartAsync("drain: 1s");
        await using var client = await gateway.ConnectAsync();
        await client.SendAsync("GET /gated?gate=drain HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation);
        await _origin.Gate("drain").WaitForWaitingAsync(1);

        gateway.Process.Signal(UnixSignal.Terminate);

        await gateway.Process.WaitForExitAsync(TimeSpan.FromSeconds(15));
        await client.WaitForCloseAsync(Cancellation).Within("the cut call's connection to end");
    }

    [Theory]
    [InlineData(UnixSignal.Terminate)]
    [InlineData(UnixSignal.Interrupt)]
    public async Task SecondSignal_EndsAtOnce(UnixSignal signal)
    {
        await using var gateway = await StartAsync("drain: 10m");
        await using var client = await gateway.ConnectAsync();
        await client.SendAsync("GET /gated?gate=drain HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation);
        await _origin.Gate("drain").WaitForWaitingAsync(1);

        gateway.Process.Signal(signal);
        await Eventually.HoldsAsync(
            async () => await gateway.ReadinessAsync() != HttpStatusCode.OK, "the drain to begin", null, gateway.Process.Describe);
        gateway.Process.HasExited.ShouldBeFalse();
        gateway.Process.Signal(signal);

        (await gateway.Process.WaitForExitAsync(TimeSpan.FromSeconds(15))).ShouldBe(ExitCode.CutShort);
    }

    private Task<RunningGateway> StartAsync(string server = "") =>
        RunningGateway.StartAsync(new PlanText { Nodes = [_origin.Http1Url], Server = server });

    private static async Task<string> AskAsync(HttpClient client, RunningGateway gateway, string version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Url, "/gated?gate=drain"))
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var answer = await client.SendAsync(request, Cancellation);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }
}
