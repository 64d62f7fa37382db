using System.Net;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>Bodies pass as they come: nothing waits for a whole one, nothing is added, framing and trailers hold.</summary>
public sealed class StreamingTests
{
    private static CancellationToken Cancellation => Scene.Cancellation;

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Events_ReleasedOneByOne_ArriveOneByOne(string version)
    {
        await using var scene = await Scene.WithOriginAsync();
        var client = scene.Client(version);
        using var answer = await client.GetAsync(
            new Uri("/events?count=5", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation)
            .Within("the head of an event stream that has sent no event");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation));

        answer.Content.Headers.ContentType?.MediaType.ShouldBe("text/event-stream");
        for (var index = 1; index <= 5; index++)
        {
            scene.Origin.Gate("events").Open();
            (await reader.ReadLineAsync(Cancellation).AsTask().Within($"event {index}")).ShouldBe($"data: {index}");
            (await reader.ReadLineAsync(Cancellation)).ShouldBe("");
        }

        (await reader.ReadLineAsync(Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Upload_SentPieceByPiece_ArrivesPieceByPiece()
    {
        await using var node = RecordingOrigin.Start();
        await using var scene = await Scene.BeforeAsync(node.Url);
        await using var client = await scene.ConnectAsync();
        await client.SendAsync("POST /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", Cancellation);
        for (var index = 0; index < 5; index++)
        {
            // Larger than a socket writer's buffer: what is asked is that no body waits to be whole, not that no byte waits.
            await client.SendAsync($"8000\r\npiece{index}{new string('.', 0x8000 - 6)}\r\n", Cancellation);
            await Eventually.HoldsAsync(
                () => node.Connections is [var only] && only.Received.Contains($"piece{index}"), $"piece {index} at the node");
        }

        await client.SendAsync("0\r\n\r\n", Cancellation);

        (await client.ReadResponseAsync(Cancellation)).Status.ShouldBe(200);
        node.Requests.ShouldHaveSingleItem().Body.Length.ShouldBe(5 * 0x8000);
    }

    [Fact]
    public async Task Trailers_OfAnHttp2Node_ReachAnHttp2Client()
    {
        await using var scene = await Scene.WithOriginAsync(
            (origin, plan) => plan with { Nodes = [origin.Http2Url], Service = "protocol: http2" });

        await ShouldEndWithTrailersAsync(scene.Client("2.0"), "/trailers", "with trailers");
    }

    [Fact]
    public async Task Trailers_OfAnHttp1Node_ReachAnHttp2Client()
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Raw(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Served\r\n\r\n3\r\nabc\r\n0\r\nX-Served: yes\r\n\r\n"));
        await using var scene = await Scene.BeforeAsync(node.Url);

        await ShouldEndWithTrailersAsync(scene.Client("2.0"), "/", "abc");
    }

    /// <summary>Kestrel sends no trailers over HTTP/1.1, and HttpClient none at all: what is asked is that nothing else is lost.</summary>
    [Fact]
    public async Task Trailers_OverHttp1_CostNeitherRequestNorAnswer()
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Raw(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Served: yes\r\n\r\n"));
        await using var scene = await Scene.BeforeAsync(node.Url);
        await using var client = await scene.ConnectAsync();

        for (var call = 0; call < 2; call++)
        {
            var answer = await client.AskAsync(
                "POST /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n4\r\ndefg\r\n0\r\nX-Sum: 4\r\n\r\n", Cancellation);
            (answer.Status, answer.IsWhole, answer.Body.Text).ShouldBe((200, true, "abc"));
        }

        node.Requests.Select(request => request.Body.Text).ShouldBe(["defg", "defg"]);
    }

    [Fact]
    public async Task Chunked_Answer_StaysWithoutLengthAndWhole()
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Raw(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"));
        await using var scene = await Scene.BeforeAsync(node.Url);
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation);

        answer.IsWhole.ShouldBeTrue();
        answer.Head.One("Content-Length").ShouldBeNull();
        answer.Head.One("Transfer-Encoding").ShouldBe("chunked");
        answer.Body.Text.ShouldBe("abcde");
    }

    [Fact]
    public async Task CloseDelimited_Answer_ArrivesWholeAndFramed()
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.CloseAfter("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabcde"));
        await using var scene = await Scene.BeforeAsync(node.Url);
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation);

        answer.IsWhole.ShouldBeTrue();
        answer.Body.Text.ShouldBe("abcde");
    }

    [Fact]
    public async Task Head_Answer_KeepsItsLengthAndHasNoBody()
    {
        await using var node = RecordingOrigin.Start(async (exchange, stop) =>
        {
            await exchange.ReadBodyAsync(stop);
            var body = exchange.Head.StartLine.StartsWith("HEAD ", StringComparison.Ordinal) ? "" : new string('x', 1234);
            await exchange.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 1234\r\nETag: \"e\"\r\n\r\n{body}", stop);
        });
        await using var scene = await Scene.BeforeAsync(node.Url);
        await using var client = await scene.ConnectAsync();

        var head = await client.AskAsync("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation);
        var get = await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation);

        head.Head.One("Content-Length").ShouldBe("1234");
        head.Head.One("ETag").ShouldBe("\"e\"");
        get.Body.Length.ShouldBe(1234);
        node.Requests.Select(request => request.Method).ShouldBe(["HEAD", "GET"]);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task BodilessAnswer_PassesAndTheConnectionGoesOn(int status)
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.InTurn(
            OriginAnswers.Raw($"HTTP/1.1 {status} Nothing\r\nETag: \"e\"\r\n\r\n"), OriginAnswers.Ok));
        await using var scene = await Scene.BeforeAsync(node.Url);
        await using var client = await scene.ConnectAsync();

        var first = await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation);
        var second = await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation);

        (first.Status, first.Body.Length).ShouldBe((status, 0));
        (second.Status, second.Body.Text).ShouldBe((200, "ok"));
    }

    [Theory]
    [InlineData("1.1", "http1")]
    [InlineData("2.0", "http2")]
    public async Task Bodies_OfManyMegabytes_ArriveWholeBothWays(string version, string protocol)
    {
        const int size = 20_000_000;
        await using var scene = await Scene.WithOriginAsync((origin, plan) => plan with
        {
            Nodes = [protocol == "http1" ? origin.Http1Url : origin.Http2Url],
            Service = $"protocol: {protocol}",
            Interface = "max-body: none",
        });
        var client = scene.Client(version);
        using var up = new PayloadContent(size);

        using var sent = await client.PostAsync(new Uri("/upload", UriKind.Relative), up, Cancellation);
        await using var down = await client.GetStreamAsync(new Uri($"/download?bytes={size}", UriKind.Relative), Cancellation);

        sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await sent.Content.ReadAsStringAsync(Cancellation)).ShouldBe($"{size}");
        (await Payload.VerifyAsync(down, Cancellation)).ShouldBe(size);
    }

    private static async Task ShouldEndWithTrailersAsync(HttpClient client, string target, string body)
    {
        using var request = client.Request(HttpMethod.Get, target);
        request.Headers.TE.ParseAdd("trailers");

        using var answer = await client.SendAsync(request, Cancellation);

        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe(body);
        answer.TrailingHeaders.GetValues("X-Served").ShouldBe(["yes"]);
    }
}
