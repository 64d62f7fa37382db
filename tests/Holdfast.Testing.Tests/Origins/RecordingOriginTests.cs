using System.Net.Sockets;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Wire;

namespace Holdfast.Testing.Tests.Origins;

public sealed class RecordingOriginTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_PostWithTrailers_AreRecordedByteForByte()
    {
        await using var origin = RecordingOrigin.Start();
        await using var client = await RawClient.ConnectAsync(origin.Url, Cancellation);
        const string request =
            "POST /a%2fb?x=1 HTTP/1.1\r\nHost: one\r\nx-a:  1 \r\nX-A: 2\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\nX-Sum: 5\r\n\r\n";

        var answer = await client.AskAsync(request, Cancellation);

        answer.Status.ShouldBe(200);
        answer.Body.Text.ShouldBe("ok");
        var recorded = origin.Requests.ShouldHaveSingleItem();
        recorded.Method.ShouldBe("POST");
        recorded.Target.ShouldBe("/a%2fb?x=1");
        recorded.Head.All("x-a").ShouldBe(["1", "2"]);
        recorded.Body.Text.ShouldBe("abcde");
        recorded.Body.Trailers.ShouldBe([new("X-Sum", "5")]);
        origin.Connections[0].Received.ShouldBe(request);
    }

    [Fact]
    public async Task Requests_PipelinedOnOneConnection_AreAnsweredInTurn()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.InTurn(OriginAnswers.Status(201), OriginAnswers.Status(202)));
        await using var client = await RawClient.ConnectAsync(origin.Url, Cancellation);

        await client.SendAsync("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n", Cancellation);

        (await client.ReadResponseAsync(Cancellation)).Status.ShouldBe(201);
        (await client.ReadResponseAsync(Cancellation)).Status.ShouldBe(202);
        origin.Requests.Select(r => (r.Connection, r.Index)).ShouldBe([(1, 1), (1, 2)]);
    }

    [Fact]
    public async Task Answer_InterimFirst_IsSeenBeforeTheFinalOne()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Raw(
            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-T: 1\r\n\r\n"));
        await using var client = await RawClient.ConnectAsync(origin.Url, Cancellation);

        var answer = await client.AskAsync("GET / HTTP/1.1\r\n\r\n", Cancellation);

        answer.Interim.ShouldHaveSingleItem().One("Link").ShouldBe("</a>");
        answer.IsWhole.ShouldBeTrue();
        answer.Body.Trailers.ShouldBe([new("X-T", "1")]);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")]
    public async Task Answer_ClosedBeforeItsEnd_IsTruncated(string bytes)
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.CloseAfter(bytes));
        await using var client = await RawClient.ConnectAsync(origin.Url, Cancellation);

        var answer = await client.AskAsync("GET / HTTP/1.1\r\n\r\n", Cancellation);

        answer.Body.End.ShouldBe(WireEnd.Truncated);
        answer.Body.Length.ShouldBe(3);
    }

    [Fact]
    public async Task Answer_Reset_IsAnErrorAtTheClient()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Reset);
        await using var client = await RawClient.ConnectAsync(origin.Url, Cancellation);

        var failure = await Should.ThrowAsync<IOException>(() => client.AskAsync("GET / HTTP/1.1\r\n\r\n", Cancellation));

        failure.InnerException.ShouldBeOfType<SocketException>().SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
        (await origin.Connections[0].WaitForEndAsync()).ShouldBe(ConnectionEnd.ClosedByOrigin);
    }

    [Theory]
    [InlineData(false, ConnectionEnd.ClosedByPeer)]
    [InlineData(true, ConnectionEnd.ResetByPeer)]
    public async Task Connection_ClientLeavesBeforeTheAnswer_IsNoticed(bool reset, ConnectionEnd expected)
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Never);
        await using (var client = await RawClient.ConnectAsync(origin.Url, Cancellation))
        {
            await client.SendAsync("GET / HTTP/1.1\r\n\r\n", Cancellation);
            await origin.WaitForRequestsAsync(1);
            if (reset)
                client.Reset();
        }

        (await origin.Connections[0].WaitForEndAsync()).ShouldBe(expected);
    }

    [Fact]
    public async Task Requests_BodyBrokenOff_IsRecordedAsTruncated()
    {
        await using var origin = RecordingOrigin.Start();
        await using (var client = await RawClient.ConnectAsync(origin.Url, Cancellation))
            await client.SendAsync("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc", Cancellation);

        var recorded = await origin.WaitForRequestsAsync(1);

        recorded[0].Body.End.ShouldBe(WireEnd.Truncated);
    }

    [Fact]
    public async Task StopAccepting_LaterConnections_AreRefused()
    {
        await using var origin = RecordingOrigin.Start();
        await using var before = await RawClient.ConnectAsync(origin.Url, Cancellation);
        (await before.AskAsync("GET / HTTP/1.1\r\n\r\n", Cancellation)).Status.ShouldBe(200);

        origin.StopAccepting();

        (await Should.ThrowAsync<SocketException>(() => RawClient.ConnectAsync(origin.Url, Cancellation)))
            .SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        (await before.AskAsync("GET / HTTP/1.1\r\n\r\n", Cancellation)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task WaitForRequests_TooFew_FailsSayingWhatCame()
    {
        await using var origin = RecordingOrigin.Start();

        var failure = await Should.ThrowAsync<TimeoutException>(
            () => origin.WaitForRequestsAsync(1, TimeSpan.FromMilliseconds(50)));

        failure.Message.ShouldContain("0 connections, 0 heads, 0 requests");
    }
}
