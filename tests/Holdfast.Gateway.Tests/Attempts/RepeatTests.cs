using System.Net.WebSockets;
using System.Text;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Attempts;

/// <summary>What is sent again, byte for byte, and what never is.</summary>
public sealed class RepeatTests
{
    private static readonly OriginScript Reset = OriginAnswers.Reset;
    private static readonly OriginScript Broken = OriginAnswers.Status(503, "broken", "X-Broken: yes\r\nSet-Cookie: broken=1\r\n");

    public static TheoryData<string, string, int> Repeated => new()
    {
        { "PUT", "", 0 },
        { "PUT", "", 1 },
        { "PUT", "", 65_536 },
        { "DELETE", "", 300 },
        { "POST", "Idempotency-Key: 1\r\n", 65_536 },
        { "PATCH", "Idempotency-Key: 1\r\n", 20_000 },
        { "GET", "", 12 },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public async Task Body_OfARequestThatMayBeRepeated_IsReplayedByteForByte(string method, string header, int length)
    {
        foreach (var first in new[] { Reset, Broken })
        {
            await using var pair = await NodePair.StartAsync(OriginAnswers.InTurn(first, OriginAnswers.Ok));
            await using var client = await pair.ConnectAsync();
            var body = Payload.Bytes(length);

            await client.SendAsync($"{method} /a?b=c HTTP/1.1\r\nHost: a\r\nX-Id: 7\r\nContent-Type: text/x\r\n{header}Content-Length: {length}\r\n\r\n", Scene.Cancellation);
            await client.SendAsync(body, Scene.Cancellation);
            var answer = await client.ReadResponseAsync(Scene.Cancellation);

            (answer.Status, answer.Body.Text).ShouldBe((200, "ok"));
            RecordedRequest[] seen = [.. pair.A.Requests, .. pair.B.Requests];
            seen.Length.ShouldBe(2);
            pair.A.Requests.Count.ShouldBe(1, "the second attempt goes to the other node");
            foreach (var request in seen)
            {
                request.Head.StartLine.ShouldBe($"{method} /a?b=c HTTP/1.1");
                request.Head.One("X-Id").ShouldBe("7");
                request.Head.One("Content-Type").ShouldBe("text/x");
                request.Head.One("Content-Length").ShouldBe($"{length}");
                request.Body.Start.ShouldBe(body);
            }
        }
    }

    /// <summary>With a body and without one: the client that forwards repeats the latter by itself where it may.</summary>
    public static TheoryData<string> Once => new()
    {
        "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nonce",
        "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nonce\r\n0\r\n\r\n",
        "PATCH /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nonce",
        "PATCH /x HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: a\r\nIdempotency-Key:\r\nContent-Length: 4\r\n\r\nonce",
    };

    [Theory]
    [MemberData(nameof(Once))]
    public async Task Once_WhateverHappensAfterSending_IsSentOnce(string request)
    {
        (OriginScript Script, int Status)[] ends =
        [
            (Reset, 502), (OriginAnswers.CloseAfter(""), 502), (Broken, 503), (OriginAnswers.Status(500), 500), (OriginAnswers.Never, 504),
            (OriginAnswers.Raw("nonsense\r\n\r\n"), 502), (OriginAnswers.CloseAfter("HTTP/1.1 200 OK\r\nContent-"), 502),
        ];
        foreach (var (script, status) in ends)
        {
            await using var pair = await NodePair.StartAsync(target: "timeout: 1s");
            await using var client = await pair.ConnectAsync();
            // Connections to both nodes stand, so that the client that forwards may think they had gone stale.
            for (var i = 0; i < 4; i++) (await client.AskAsync("GET /warm HTTP/1.1\r\nHost: a\r\n\r\n", Scene.Cancellation)).Status.ShouldBe(200);
            var before = pair.Heads;
            pair.A.Script = pair.B.Script = script;

            var answer = await client.AskAsync(request, Scene.Cancellation);

            answer.Status.ShouldBe(status);
            await pair.WaitForQuietAsync();
            pair.Heads.ShouldBe(before + 1, $"{status}: requests that reached a node");
        }
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("POST")]
    public async Task Body_ThatIsShort_IsWholeBeforeANodeHearsOfIt(string method)
    {
        await using var pair = await NodePair.StartAsync(OriginAnswers.Ok);
        await using var slow = await pair.ConnectAsync();
        await using var other = await pair.ConnectAsync();

        await slow.SendAsync($"{method} /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\nhalf", Scene.Cancellation);
        // By then the gateway has read what came before.
        for (var i = 0; i < 4; i++) (await other.AskAsync("GET /x HTTP/1.1\r\nHost: a\r\n\r\n", Scene.Cancellation)).Status.ShouldBe(200);
        pair.Heads.ShouldBe(4, "those of GET");
        await slow.SendAsync("rest", Scene.Cancellation);

        (await slow.ReadResponseAsync(Scene.Cancellation)).Status.ShouldBe(200);
        RecordedRequest[] seen = [.. pair.A.Requests, .. pair.B.Requests];
        seen.Single(request => request.Head.StartLine.StartsWith(method, StringComparison.Ordinal)).Body.Text.ShouldBe("halfrest");
    }

    public static TheoryData<string, string, string> Answers => new()
    {
        { "GET", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: 1\r\n\r\nhello", "hello" },
        { "GET", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-A: 1\r\n\r\n", "" },
        { "GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-A: 1\r\n\r\n5\r\nhello\r\n4\r\n you\r\n0\r\n\r\n", "hello you" },
        { "GET", "HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n", "" },
        { "GET", "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\nX-A: 1\r\n\r\n", "" },
        { "GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\nX-A: 1\r\n\r\n", "" },
        { "GET", "HTTP/1.1 404 Gone Fishing\r\nContent-Length: 2\r\nX-A: 1\r\n\r\nno", "no" },
        { "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: 1\r\n\r\n", "" },
        { "DELETE", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX-A: 1\r\n\r\ngone", "gone" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answer_AfterOneThatWasDeclined_HasNothingOfThatOne(string method, string bytes, string body)
    {
        await using var pair = await NodePair.StartAsync(OriginAnswers.InTurn(Broken, OriginAnswers.Raw(bytes)));
        await using var client = await pair.ConnectAsync();

        var answer = await client.AskAsync($"{method} /x HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"1\"\r\n\r\n", Scene.Cancellation);

        answer.Head.StartLine.ShouldBe(bytes[..bytes.IndexOf('\r', StringComparison.Ordinal)]);
        answer.Head.One("X-A").ShouldBe("1");
        answer.Head.Has("X-Broken").ShouldBeFalse(answer.Head.Text);
        answer.Head.Has("Set-Cookie").ShouldBeFalse(answer.Head.Text);
        answer.Body.Text.ShouldBe(body);
        // The connection is fit for the next one.
        pair.A.Script = pair.B.Script = OriginAnswers.Ok;
        (await client.AskAsync("GET /next HTTP/1.1\r\nHost: a\r\n\r\n", Scene.Cancellation)).Body.Text.ShouldBe("ok");
    }

    [Fact]
    public async Task Trailers_AfterADeclinedAnswer_ReachAnHttp2Client()
    {
        await using var pair = await NodePair.StartAsync(OriginAnswers.InTurn(
            Broken, OriginAnswers.Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n2\r\nhi\r\n0\r\nX-T: 1\r\n\r\n")));
        var client = pair.Scene.Client("2.0");
        using var request = client.Request(HttpMethod.Get, "/x");

        using var answer = await client.SendAsync(request, Scene.Cancellation);

        (await answer.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldBe("hi");
        answer.TrailingHeaders.GetValues("X-T").ShouldBe(["1"]);
    }

    [Fact]
    public async Task BothNodesFail_TheLastAnswerIsPassedOnWhole()
    {
        await using var pair = await NodePair.StartAsync(Broken);
        await using var client = await pair.ConnectAsync();

        var answer = await client.AskAsync("GET /x HTTP/1.1\r\nHost: a\r\n\r\n", Scene.Cancellation);

        (answer.Status, answer.Body.Text).ShouldBe((503, "broken"));
        answer.Head.One("X-Broken").ShouldBe("yes");
        pair.Heads.ShouldBe(2);
    }

    [Fact]
    public async Task Expect100Continue_WithABodyThatIsHeld_IsAnsweredByTheGateway()
    {
        await using var pair = await NodePair.StartAsync(OriginAnswers.InTurn(Reset, OriginAnswers.Ok));
        await using var client = await pair.ConnectAsync();

        await client.SendAsync("PUT /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n", Scene.Cancellation);
        (await client.ReadHeadAsync(Scene.Cancellation))!.StartLine.ShouldBe("HTTP/1.1 100 Continue");
        await client.SendAsync("body", Scene.Cancellation);

        (await client.ReadResponseAsync(Scene.Cancellation)).Status.ShouldBe(200);
        RecordedRequest[] seen = [.. pair.A.Requests, .. pair.B.Requests];
        seen.ShouldAllBe(request => request.Body.Text == "body" && !request.Head.Has("Expect"));
    }

    [Fact]
    public async Task HeldBody_StopsComing_Is408AndReachesNobody()
    {
        await using var pair = await NodePair.StartAsync(target: "timeout: 300ms, idle-timeout: 400ms");
        await using var client = await pair.ConnectAsync();

        await client.SendAsync("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf", Scene.Cancellation);

        (await client.ReadResponseAsync(Scene.Cancellation)).Status.ShouldBe(408);
        pair.Heads.ShouldBe(0);
    }

    [Fact]
    public async Task HeldBody_ComesSlowly_IsWaitedForBeyondTheDeadline()
    {
        await using var pair = await NodePair.StartAsync(target: "timeout: 500ms, idle-timeout: 30s");
        await using var client = await pair.ConnectAsync();

        await client.SendAsync("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n", Scene.Cancellation);
        foreach (var letter in "slow")
        {
            // Real time is the subject: the body takes longer than the whole deadline.
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, Scene.Cancellation);
            await client.SendAsync($"{letter}", Scene.Cancellation);
        }

        (await client.ReadResponseAsync(Scene.Cancellation)).Status.ShouldBe(200);
        pair.A.Requests.Concat(pair.B.Requests).ShouldHaveSingleItem().Body.Text.ShouldBe("slow");
    }

    [Fact]
    public async Task HeldBody_BrokenOff_ReachesNobody()
    {
        await using var pair = await NodePair.StartAsync();
        await using (var client = await pair.ConnectAsync())
            await client.SendAsync("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf", Scene.Cancellation);

        await pair.WaitForQuietAsync();
        pair.Heads.ShouldBe(0);
    }

    [Fact]
    public async Task Body_BeyondTheReplay_IsSentOnce()
    {
        await using var pair = await NodePair.StartAsync(OriginAnswers.InTurn(Reset, OriginAnswers.Ok), "retry: { replay: 1KB }");
        await using var client = await pair.ConnectAsync();

        var answer = await client.AskAsync($"PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1025\r\n\r\n{new string('x', 1025)}", Scene.Cancellation);

        answer.Status.ShouldBe(502);
        pair.Heads.ShouldBe(1);
    }

    [Fact]
    public async Task WebSocket_NodeSaysItCannot_IsOpenedByTheOther()
    {
        await using var closing = RecordingOrigin.Start(Broken);
        await using var scene = await Scene.WithOriginAsync((origin, plan) => plan with
        {
            Nodes = [closing.Url, origin.Http1Url], Service = "balance: { policy: round-robin }",
        });

        for (var i = 0; i < 4; i++)
        {
            using var socket = new ClientWebSocket();
            await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{scene.Plan.Port}/ws"), Scene.Cancellation);
            await socket.SendAsync(Encoding.UTF8.GetBytes("hello"), WebSocketMessageType.Text, endOfMessage: true, Scene.Cancellation);
            var buffer = new byte[16];
            var received = await socket.ReceiveAsync(buffer.AsMemory(), Scene.Cancellation);
            Encoding.UTF8.GetString(buffer, 0, received.Count).ShouldBe("hello");
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", Scene.Cancellation);
        }

        closing.Heads.ShouldNotBeEmpty();
    }
}
