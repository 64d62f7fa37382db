using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>1xx answers, and Expect: 100-continue both ways it can end.</summary>
public sealed class InterimAnswerTests
{
    // Large enough that waiting for leave to send it pays: HttpClient sends up to 1,024 bytes after a refusal all the same.
    private const string ExpectingPost = "POST /up HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n";

    private static CancellationToken Cancellation => Scene.Cancellation;

    [Theory]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n")]
    [InlineData("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n")]
    public async Task Interim_BeforeTheFinalAnswer_DoesNotStandForIt(string interim)
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Raw(interim + "HTTP/1.1 201 Created\r\nContent-Length: 5\r\nX-Final: yes\r\n\r\nfinal"));
        await using var scene = await Scene.BeforeAsync(node.Url);
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation);

        answer.Status.ShouldBe(201);
        answer.Head.One("X-Final").ShouldBe("yes");
        answer.Head.One("Link").ShouldBeNull();
        answer.Body.Text.ShouldBe("final");
    }

    [Fact]
    public async Task Expect_NodeGoesOn_BodyIsAskedForAndPasses()
    {
        await using var node = RecordingOrigin.Start(async (exchange, stop) =>
        {
            if (exchange.Head.Has("Expect"))
                await exchange.SendAsync("HTTP/1.1 100 Continue\r\n\r\n", stop);
            await exchange.ReadBodyAsync(stop);
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", stop);
        });
        await using var scene = await Scene.BeforeAsync(node.Url);
        await using var client = await scene.ConnectAsync();
        await client.SendAsync(ExpectingPost, Cancellation);

        var interim = await client.ReadHeadAsync(Cancellation);
        await client.SendAsync(new string('x', 5000), Cancellation);
        var answer = await client.ReadResponseAsync(Cancellation);

        interim.ShouldNotBeNull().StartLine.ShouldBe("HTTP/1.1 100 Continue");
        answer.Status.ShouldBe(200);
        node.Requests.ShouldHaveSingleItem().Body.Length.ShouldBe(5000);
    }

    [Fact]
    public async Task Expect_NodeRefuses_BodyIsNeverAskedFor()
    {
        await using var node = RecordingOrigin.Start(async (exchange, stop) =>
        {
            await exchange.SendAsync("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno", stop);
            exchange.Close();
        });
        await using var scene = await Scene.BeforeAsync(node.Url);
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync(ExpectingPost, Cancellation);

        answer.Interim.ShouldBeEmpty();
        answer.Status.ShouldBe(401);
        node.Connections.ShouldHaveSingleItem().Received.ShouldEndWith("\r\n\r\n");
        node.Heads.ShouldHaveSingleItem().One("Expect").ShouldBe("100-continue");
    }

    [Fact]
    public async Task Expect_GatewayRefuses_BodyIsNeverAskedFor()
    {
        await using var node = RecordingOrigin.Start();
        await using var scene = await Scene.BeforeAsync(node.Url, plan => plan with { Interface = "max-body: 4B" });
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync(ExpectingPost, Cancellation);

        answer.Interim.ShouldBeEmpty();
        answer.Status.ShouldBe(413);
        node.Heads.ShouldBeEmpty();
    }
}
