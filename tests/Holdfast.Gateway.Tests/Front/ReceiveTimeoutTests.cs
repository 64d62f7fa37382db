using Holdfast.Core.Plan;
using Holdfast.Gateway.Front;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Clients.Http2;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Gateway.Tests.Front;

/// <summary>Bodies that come too slowly are refused, each by itself, and those that only pause are not. In virtual time.</summary>
public sealed class ReceiveTimeoutTests : IDisposable
{
    private const string Post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n";
    private const int Rate = 240;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly ServerPlan Plan = FrontPlans.Server with { BodyRateMin = Rate };
    private static readonly (string, string) Grpc = ("content-type", "application/grpc+proto");

    private readonly FakeTimeProvider _time = new();
    private readonly BodyReader _reader = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _reader.Dispose();

    [Theory]
    [InlineData("Content-Length: 1000")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task Http1Body_Dribbles_Is408AndTheConnectionEnds(string framing)
    {
        await using var front = await StartAsync();
        await using var client = await front.ConnectAsync();
        await client.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\n{framing}\r\n\r\n", Cancellation);
        await _reader.UntilReadAsync(0);

        Pass(4.9);
        _reader.Cut.ShouldBe(0);
        Pass(1.2);

        var answer = await client.ReadResponseAsync(Cancellation).Within("a refusal");
        (answer.Status, answer.Head.One("Connection")).ShouldBe((408, "close"));
        var end = client.WaitForCloseAsync(Cancellation);
        await Eventually.HoldsAsync(
            () =>
            {
                Pass(0.5);
                return end.IsCompleted;
            },
            "the connection's end");
        front.Log.From(LogLevel.Warning).ShouldBeEmpty();
    }

    [Fact]
    public async Task Http1Body_AtTheRate_IsTaken()
    {
        await using var front = await StartAsync();
        await using var client = await front.ConnectAsync();
        await client.SendAsync(Post, Cancellation);
        await _reader.UntilReadAsync(0);

        for (var second = 1; second <= 30; second++)
        {
            Pass(1);
            await client.SendAsync(new string('x', Rate), Cancellation);
            await _reader.UntilReadAsync(second * Rate);
        }

        Pass(4.9);
        _reader.Cut.ShouldBe(0);
    }

    /// <summary>What was sent quickly must not give the client hours for the rest.</summary>
    [Fact]
    public async Task Http1Body_StopsAfterMuch_IsCutInHalfAMinute()
    {
        await using var front = await StartAsync();
        await using var client = await front.ConnectAsync();
        await client.SendAsync(Post, Cancellation);
        await client.SendAsync(new string('x', 1_000_000), Cancellation);
        await _reader.UntilReadAsync(1_000_000);

        Pass(29.9);
        _reader.Cut.ShouldBe(0);
        Pass(0.2);

        (await client.ReadResponseAsync(Cancellation).Within("a refusal")).Status.ShouldBe(408);
    }

    /// <summary>Hundreds that end in one moment stand before everybody else.</summary>
    [Fact]
    public async Task Http1Bodies_BeganTogether_AreCutOneByOne()
    {
        const int Bodies = 10;
        await using var front = await StartAsync();
        List<RawClient> clients = [];
        for (var i = 1; i <= Bodies; i++)
        {
            clients.Add(await front.ConnectAsync());
            await clients[^1].SendAsync(Post, Cancellation);
            await _reader.UntilReadAsync(0, i);
        }

        Pass(5);
        var phases = new GoldenPhases(TimeSpan.FromSeconds(1));
        TimeSpan[] due = [.. Enumerable.Range(0, Bodies).Select(_ => phases.Next())];
        for (var passed = Step; passed <= TimeSpan.FromSeconds(1); passed += Step)
        {
            Pass(Step.TotalSeconds);
            var over = due.Count(phase => phase <= passed);
            await Eventually.HoldsAsync(() => (_reader.Cut, _reader.Waiting) == (over, Bodies - over), $"{over} bodies to be cut after {passed}", null, () => $"{_reader.Cut} are cut");
        }

        foreach (var client in clients)
        {
            (await client.ReadResponseAsync(Cancellation).Within("a refusal")).Status.ShouldBe(408);
            await client.DisposeAsync();
        }
    }

    /// <summary>Nobody knows then what waits in the kernel to be read.</summary>
    [Fact]
    public async Task Http1Body_TheProcessStoodStill_HasAnotherSecond()
    {
        await using var front = await StartAsync();
        await using var client = await front.ConnectAsync();
        await client.SendAsync(Post, Cancellation);
        await _reader.UntilReadAsync(0);

        _time.Advance(TimeSpan.FromMinutes(1));
        _time.Advance(TimeSpan.FromSeconds(0.9));
        // It is read as soon as the process goes on; only then is it late.
        await client.SendAsync("x", Cancellation);
        await _reader.UntilReadAsync(1);
        Pass(0.2);

        (await client.ReadResponseAsync(Cancellation).Within("a refusal")).Status.ShouldBe(408);
    }

    [Fact]
    public async Task Http2Body_Dribbles_LosesTheStreamAloneAndKeepsTheConnection()
    {
        await using var front = await StartAsync();
        await using var client = await Http2Client.ConnectAsync(front.Url(), Cancellation);
        await client.SendAsync(Cancellation, Http2Frame.Head(1, Http2Fields.Post, Http2Frame.EndHeaders));
        await _reader.UntilReadAsync(0);

        Pass(6.1);

        (await StatusAsync(client, 1)).ShouldBe(408);
        await client.SendAsync(Cancellation, Http2Frame.Head(3, Http2Fields.Get));
        (await StatusAsync(client, 3)).ShouldBe(200);
        Pass(5);
        await client.SendAsync(Cancellation, Http2Frame.Head(5, Http2Fields.Get));
        (await StatusAsync(client, 5)).ShouldBe(200);
    }

    /// <summary>A body that we do not read may fill the window that the streams of a connection share.</summary>
    [Fact]
    public async Task Http2Body_WhileAnotherIsHeldUp_IsNotCut()
    {
        await using var front = await StartAsync();
        await using var client = await Http2Client.ConnectAsync(front.Url(), Cancellation);
        await client.SendAsync(
            Cancellation,
            Http2Frame.Head(1, Http2Fields.Request("POST", BodyReader.HeldUp), Http2Frame.EndHeaders),
            Http2Frame.Data(1, "held"u8.ToArray(), last: true));
        await _reader.Held.WaitForWaitingAsync(1);
        await client.SendAsync(Cancellation, Http2Frame.Head(3, Http2Fields.Post, Http2Frame.EndHeaders));
        await _reader.UntilReadAsync(0);

        Pass(60);
        _reader.Waiting.ShouldBe(1);
        _reader.Held.Open();
        (await StatusAsync(client, 1)).ShouldBe(200);
        Pass(4.9);
        _reader.Waiting.ShouldBe(1);
        Pass(7.2);

        (await StatusAsync(client, 3)).ShouldBe(408);
    }

    [Fact]
    public async Task GrpcStream_BetweenMessages_MayPauseForAnHour()
    {
        await using var front = await StartAsync();
        await using var client = await Http2Client.ConnectAsync(front.Url(), Cancellation);
        await client.SendAsync(
            Cancellation,
            Http2Frame.Head(1, Http2Fields.Request("POST", "/", Grpc), Http2Frame.EndHeaders),
            Http2Frame.Data(1, new byte[] { 0, 0, 0, 0, 2, 7, 7 }, last: false));
        await _reader.UntilReadAsync(7);

        Pass(3_600);
        _reader.Waiting.ShouldBe(1);
        await client.SendAsync(Cancellation, Http2Frame.Data(1, new byte[] { 0, 0, 0 }, last: false));
        await _reader.UntilReadAsync(10);
        Pass(6.1);

        (await StatusAsync(client, 1)).ShouldBe(408);
    }

    [Fact]
    public async Task Body_WithoutALimit_MayTakeAnyTime()
    {
        await using var front = await StartAsync(Plan with { BodyRateMin = null });
        await using var client = await front.ConnectAsync();
        await client.SendAsync(Post, Cancellation);
        await _reader.UntilReadAsync(0);

        Pass(3_600);

        _reader.Waiting.ShouldBe(1);
    }

    private Task<FrontHarness> StartAsync(ServerPlan? plan = null) => FrontHarness.StartAsync(_reader.ReadAsync, plan ?? Plan, _time);

    /// <summary>In steps: a leap is what a process sees that stood still.</summary>
    private void Pass(double seconds)
    {
        for (var steps = Math.Round(TimeSpan.FromSeconds(seconds) / Step); steps > 0; steps--) _time.Advance(Step);
    }

    private static async Task<int> StatusAsync(Http2Client client, int stream)
    {
        var head = await client.ReadUntilAsync(Http2FrameType.Headers, Cancellation, stream).Within($"an answer on stream {stream}");
        return Http2Fields.StatusOf(head.Payload.Span);
    }
}
