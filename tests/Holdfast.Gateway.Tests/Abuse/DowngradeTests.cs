using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Clients.Http2;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Abuse;

/// <summary>From HTTP/2 to HTTP/1.1: nothing that a frame can carry and a line cannot reaches the node.</summary>
public sealed class DowngradeTests : IAsyncDisposable
{
    private readonly RecordingOrigin _node = RecordingOrigin.Start();

    private static CancellationToken Cancellation => Scene.Cancellation;

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    public static TheoryData<string, string> Fields =>
        new()
        {
            { "x", "a\r\nTransfer-Encoding: chunked" }, { "x", "a\nb" }, { "x", "a\rb" }, { "x", "a\0b" }, { "x\r\ny", "a" }, { "x: y\r\nz", "a" }, { "x:y", "a" },
            { "x y", "a" }, { "X", "a" }, { "", "a" }, { "connection", "close" }, { "connection", "x" }, { "transfer-encoding", "chunked" }, { "upgrade", "h2c" },
            { "keep-alive", "1" }, { "proxy-connection", "close" }, { "te", "gzip" }, { "host", "b" }, { "content-length", "+3" }, { "content-length", "3" },
            { ":path", "/b" }, { ":unknown", "x" },
        };

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Field_ThatNoLineCanCarry_DoesNotReachTheNode(string name, string value)
    {
        var head = await AskAsync(Http2Frame.Head(1, Http2Fields.Request("GET", "/a", (name, value))));

        if (head is null) return;
        // What passes is one hop's, and is gone.
        name.ShouldBeOneOf("keep-alive", "proxy-connection", "upgrade", "transfer-encoding", "connection", "te", "host");
        if (name == "host") head.All("Host").ShouldBe(["a"]);
        else head.Has(name).ShouldBeFalse(head.Text);
    }

    [Theory]
    [InlineData(":path", "/a HTTP/1.1\r\nX: y")]
    [InlineData(":path", "a")]
    [InlineData(":path", "")]
    [InlineData(":path", "/a\\b")]
    [InlineData(":path", "//a/../b")]
    [InlineData(":method", "GET / HTTP/1.1\r\nX: y\r\n\r\nGET")]
    [InlineData(":method", "G T")]
    [InlineData(":method", "")]
    [InlineData(":authority", "a\r\nX: y")]
    [InlineData(":authority", "a, b")]
    [InlineData(":authority", "u@a")]
    [InlineData(":scheme", "http\r\nX: y")]
    [InlineData(":scheme", "file")]
    public async Task PseudoHeader_OfMoreThanItsPart_DoesNotReachTheNode(string name, string value)
    {
        (string Name, string Value)[] fields = [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/a")];

        var head = await AskAsync(Http2Frame.Head(1, Http2Fields.Of([.. fields.Select(one => one.Name == name ? (name, value) : one)])));

        head.ShouldBeNull();
    }

    [Theory]
    [InlineData(3, "hi")]
    [InlineData(1, "hi")]
    public async Task ContentLength_OtherThanTheData_IsNotAWholeRequestToTheNode(int length, string data)
    {
        var block = Http2Fields.Request("POST", "/a", ("content-length", $"{length}"));

        await AskAsync(Http2Frame.Head(1, block, Http2Frame.EndHeaders), Http2Frame.Data(1, System.Text.Encoding.ASCII.GetBytes(data), last: true));

        _node.Requests.ShouldAllBe(one => one.Body.End != Testing.Wire.WireEnd.Complete);
    }

    /// <summary>Sends it, and another request behind it, until both have come to something.</summary>
    /// <returns>What the node saw of it; null: nothing.</returns>
    private async Task<Testing.Wire.WireHead?> AskAsync(params Http2Frame[] frames)
    {
        await using var scene = await Scene.BeforeAsync(_node.Url);
        await using var client = await Http2Client.ConnectAsync(scene.Url, Cancellation);
        await client.SendAsync(Cancellation, frames);
        await UntilOverAsync(client).Within("an answer, a reset or the end of the connection");
        _node.Heads.Count.ShouldBeLessThanOrEqualTo(1);
        return _node.Heads.Count == 0 ? null : _node.Heads[0];
    }

    private static async Task UntilOverAsync(Http2Client client)
    {
        while (await client.ReadFrameAsync(Cancellation) is { } frame)
        {
            if (frame.Type is Http2FrameType.Headers or Http2FrameType.ResetStream or Http2FrameType.GoAway) return;
        }
    }
}
