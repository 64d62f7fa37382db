using System.Net;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>Case 18: a node that breaks off in mid-body. The client sees a broken answer, never a whole 200, and nothing is sent twice.</summary>
public sealed class BrokenAnswerTests
{
    private static CancellationToken Cancellation => Scene.Cancellation;

    public static TheoryData<string, bool> Breaks => new()
    {
        { "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort", false },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n", false },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nshort", false },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\nzz\r\n", false },
        { "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort", true },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n", true },
    };

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task Http1Client_NodeBreaksOff_SeesABrokenAnswer(string bytes, bool reset)
    {
        await using var node = RecordingOrigin.Start(reset ? OriginAnswers.ResetAfter(bytes) : OriginAnswers.CloseAfter(bytes));
        await using var scene = await Scene.BeforeAsync(node.Url);
        await using var client = await scene.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi", Cancellation);

        // A reset may overtake the bytes before it; then there was no answer yet, and a 502 is the truth.
        var outcome = await ReadAsync(client);

        outcome.ShouldNotBe("a whole 200");
        node.Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task Http2Client_NodeBreaksOff_SeesABrokenAnswer(string bytes, bool reset)
    {
        await using var node = RecordingOrigin.Start(reset ? OriginAnswers.ResetAfter(bytes) : OriginAnswers.CloseAfter(bytes));
        await using var scene = await Scene.BeforeAsync(node.Url);

        (await ReadAsync(scene.Client("2.0"), "/", HttpMethod.Post)).ShouldNotBe("a whole 200");
        node.Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("1.1", "length=yes")]
    [InlineData("1.1", "length=no")]
    [InlineData("2.0", "length=yes")]
    [InlineData("2.0", "length=no")]
    public async Task AnyClient_Http2NodeResetsTheStream_SeesABrokenAnswer(string version, string length)
    {
        await using var scene = await Scene.WithOriginAsync(
            (origin, plan) => plan with { Nodes = [origin.Http2Url], Service = "protocol: http2" });

        (await ReadAsync(scene.Client(version), $"/break?bytes=5000&{length}", HttpMethod.Get)).ShouldNotBe("a whole 200");
    }

    private static async Task<string> ReadAsync(Testing.Clients.RawClient client)
    {
        try
        {
            var answer = await client.ReadResponseAsync(Cancellation).Within("an answer or its end");
            return answer.IsWhole ? $"a whole {answer.Status}" : $"broken: {answer.Body.End}";
        }
        catch (Exception broken) when (broken is IOException or EndOfStreamException)
        {
            return $"broken: {broken.Message}";
        }
    }

    private static async Task<string> ReadAsync(HttpClient client, string target, HttpMethod method)
    {
        using var request = client.Request(method, target);
        try
        {
            using var answer = await client.SendAsync(request, Cancellation).Within("an answer or its end");
            return answer.StatusCode == HttpStatusCode.OK ? "a whole 200" : $"a whole {(int)answer.StatusCode}";
        }
        catch (HttpRequestException broken)
        {
            return $"broken: {broken.HttpRequestError}";
        }
    }
}
