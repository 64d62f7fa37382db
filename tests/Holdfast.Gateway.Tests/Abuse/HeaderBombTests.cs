using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Clients.Http2;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Abuse;

/// <summary>Header blocks that unfold to far more than was sent (RFC 7541, 7.3): refused before they have.</summary>
[Collection(Alone.Name)]
public sealed class HeaderBombTests : IAsyncDisposable
{
    private const int RequestBytesMax = 10 << 10;
    private const long AllocatedBytesMax = 1 << 20;
    private const int Bombs = 20;

    /// <summary>As long as the server's table has room for.</summary>
    private static readonly string Long = new('x', 4_000);

    private readonly RecordingOrigin _node = RecordingOrigin.Start();

    private static CancellationToken Cancellation => Scene.Cancellation;

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    public static TheoryData<string> Kinds => ["one byte names it again", "in pieces", "cookies", "grown from block to block"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Block_ThatUnfolds_IsRefusedAtLittleCost(string kind)
    {
        await using var scene = await Scene.BeforeAsync(_node.Url);
        await ThrowAsync(scene, kind);
        var before = GC.GetTotalAllocatedBytes();

        for (var i = 0; i < Bombs; i++) await ThrowAsync(scene, kind);

        ((GC.GetTotalAllocatedBytes() - before) / Bombs).ShouldBeLessThan(AllocatedBytesMax);
        _node.Heads.ShouldAllBe(static head => head.Text.Length < 40_000);
        using var healthy = await scene.Client("2.0").GetAsync("/", Cancellation);
        healthy.IsSuccessStatusCode.ShouldBeTrue();
    }

    /// <summary>A table larger than the server said is an error of the whole connection: both sides' tables would differ.</summary>
    [Fact]
    public async Task Table_LargerThanAllowed_EndsTheConnection()
    {
        await using var scene = await Scene.BeforeAsync(_node.Url);
        await using var client = await Http2Client.ConnectAsync(scene.Url, Cancellation);
        byte[] update = [0x3F, 0xE1, 0xFF, 0xFF, 0x03];

        await client.SendAsync(Cancellation, Http2Frame.Head(1, (byte[])[.. update, .. Http2Fields.Get]));

        (await client.ReadToEndAsync(Cancellation).Within("the end of the connection")).ShouldBe(9);
        _node.Heads.ShouldBeEmpty();
    }

    /// <summary>Throws one over a connection of its own, and waits until something has come of it: a refusal, a reset, the end.</summary>
    private static async Task ThrowAsync(Scene scene, string kind)
    {
        await using var client = await Http2Client.ConnectAsync(scene.Url, Cancellation);
        var frames = Frames(kind).ToArray();
        frames.Sum(static frame => frame.Payload.Length).ShouldBeInRange(4_000, RequestBytesMax);
        var last = frames.Max(static frame => frame.Stream);
        try
        {
            await client.SendAsync(Cancellation, frames);
        }
        catch (IOException)
        {
            // Cut off in the middle of it.
        }

        var status = await StatusAsync(client, last).Within("a refusal");
        status.ShouldBeOneOf(null, 400, 431);
    }

    /// <returns>Null: the stream or the connection ended without an answer.</returns>
    private static async Task<int?> StatusAsync(Http2Client client, int stream)
    {
        while (await client.ReadFrameAsync(Cancellation) is { } frame)
        {
            if (frame.Type == Http2FrameType.GoAway || (frame.Type == Http2FrameType.ResetStream && frame.Stream == stream)) return null;
            if (frame.Type == Http2FrameType.Headers && frame.Stream == stream) return Http2Fields.StatusOf(frame.Payload.Span);
        }

        return null;
    }

    private static IEnumerable<Http2Frame> Frames(string kind)
    {
        var again = Enumerable.Repeat((byte)0xBE, 5_900).ToArray();
        switch (kind)
        {
            case "one byte names it again":
                return [Http2Frame.Head(1, (byte[])[.. Http2Fields.Get, .. Http2Fields.Remembered("x", Long), .. again])];
            case "cookies":
                return [Http2Frame.Head(1, (byte[])[.. Http2Fields.Get, .. Http2Fields.Remembered("cookie", Long), .. again])];
            case "in pieces":
                return
                [
                    Http2Frame.Head(1, (byte[])[.. Http2Fields.Get, .. Http2Fields.Remembered("x", Long)], Http2Frame.EndStream),
                    .. again.Chunk(500).SkipLast(1).Select(static piece => Http2Frame.Continuation(1, piece, last: false)),
                    Http2Frame.Continuation(1, again.AsMemory(0, 100), last: true),
                ];
            default:
                return
                [
                    Http2Frame.Head(1, (byte[])[.. Http2Fields.Get, .. Http2Fields.Remembered("x", Long)]),
                    .. Enumerable.Range(1, 19).Select(nth => Http2Frame.Head((2 * nth) + 1, (byte[])[.. Http2Fields.Get, .. again.AsSpan(0, 200)])),
                ];
        }
    }
}
