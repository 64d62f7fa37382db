using Holdfast.Gateway.Tests.Front;
using Holdfast.Testing;
using Holdfast.Testing.Clients.Http2;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Tests.Abuse;

/// <summary>One connection has so many calls at once and no more, whatever its client does.</summary>
public sealed class StreamLimitTests
{
    private const int StreamsMax = 4;
    private const int RefusedStream = 7;
    private const ushort MaxConcurrentStreams = 3;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Streams_BeyondTheLimit_AreRefusedAndTheOthersAnswered()
    {
        using var gate = new Gate("calls");
        var calls = new Calls();
        await using var front = await StartAsync(calls.HoldAsync(gate));
        await using var client = await Http2Client.ConnectAsync(front.Url(), Cancellation);
        (await client.ReadUntilAsync(Http2FrameType.Settings, Cancellation).Within("settings")).Payload.ToArray()
            .Chunk(6).ShouldContain(static setting => setting[1] == MaxConcurrentStreams && setting[5] == StreamsMax);

        await client.SendAsync(Cancellation, Heads(0, StreamsMax + 3));

        for (var refused = StreamsMax; refused < StreamsMax + 3; refused++)
            (await ReadResetAsync(client, Id(refused))).Error.ShouldBe(RefusedStream);
        // Those that are let in go on by themselves, while the others are refused.
        await gate.WaitForWaitingAsync(StreamsMax).Within("the calls within the limit");
        calls.Most.ShouldBe(StreamsMax);
        gate.Open(StreamsMax);
        var answered = new HashSet<int>();
        while (answered.Count < StreamsMax)
            answered.Add((await client.ReadUntilAsync(Http2FrameType.Headers, Cancellation).Within("an answer")).Stream);
        answered.ShouldBe(Enumerable.Range(0, StreamsMax).Select(Id), ignoreOrder: true);

        gate.Open();
        await client.SendAsync(Cancellation, Heads(100, 1));
        await client.ReadUntilAsync(Http2FrameType.Headers, Cancellation, Id(100)).Within("an answer once there is room again");
    }

    /// <summary>
    /// Giving streams up would be a way to have any number of calls, where calls go on for a while after their caller has
    /// gone. The server goes along up to twice the limit, a hundred at the least.
    /// </summary>
    [Fact]
    public async Task Streams_GivenUpWhileTheirCallsGoOn_MakeRoomForFewMore()
    {
        const int Rounds = 250;
        using var gate = new Gate("calls");
        var calls = new Calls();
        await using var front = await StartAsync(calls.HoldAsync(gate));
        await using (var client = await Http2Client.ConnectAsync(front.Url(), Cancellation))
        {
            // Frames are taken in order: when the ping is answered, or the connection ends, all before it were looked at.
            var taken = ReadToPingAsync(client);
            try
            {
                for (var i = 0; i < Rounds && !taken.IsCompleted; i++) await client.SendAsync(Cancellation, GivenUp(i * StreamsMax));
                await client.SendAsync(Cancellation, Http2Frame.Ping());
            }
            catch (IOException)
            {
                // Cut, which is as well.
            }

            await taken.Within("a ping to be answered, or the end");
        }

        gate.Open(Rounds * StreamsMax);
        await Eventually.HoldsAsync(() => front.Server.Connections == 0, "the connection's end");
        calls.Most.ShouldBeInRange(StreamsMax, Math.Max(100, 2 * StreamsMax));
    }

    private static Task<FrontHarness> StartAsync(RequestDelegate call) =>
        FrontHarness.StartAsync(call, FrontPlans.Server with { StreamsMax = StreamsMax });

    private static int Id(int nth) => (2 * nth) + 1;

    private static IEnumerable<Http2Frame> Heads(int first, int count) =>
        Enumerable.Range(first, count).Select(static nth => Http2Frame.Head(Id(nth), Http2Fields.Get));

    private static IEnumerable<Http2Frame> GivenUp(int first) =>
        [.. Heads(first, StreamsMax), .. Enumerable.Range(first, StreamsMax).Select(static nth => Http2Frame.Reset(Id(nth)))];

    private static async Task ReadToPingAsync(Http2Client client)
    {
        while (await client.ReadFrameAsync(Cancellation) is { } frame && frame.Type != Http2FrameType.Ping)
        {
            // Refusals, which need no answer.
        }
    }

    private static async Task<Http2Frame> ReadResetAsync(Http2Client client, int stream)
    {
        while (await client.ReadFrameAsync(Cancellation).Within("a reset") is { } frame)
            if (frame.Type == Http2FrameType.ResetStream && frame.Stream == stream) return frame;
        throw new EndOfStreamException($"The connection ended before {stream} was reset.");
    }

    /// <summary>How many calls there were at once. They end when the test says so, not when their client goes.</summary>
    private sealed class Calls
    {
        private readonly Lock _counting = new();
        private int _now;

        public int Most { get; private set; }

        public RequestDelegate HoldAsync(Gate gate) => async context =>
        {
            lock (_counting) Most = Math.Max(Most, ++_now);
            await gate.PassAsync(CancellationToken.None);
            lock (_counting) _now--;
            await FrontHarness.AnswerOk(context);
        };
    }
}
