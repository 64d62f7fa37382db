using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Clients.Http2;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>A head with two meanings is answered with its reason, and no node hears of it or is blamed for it.</summary>
public sealed class RequestHeadTests : IAsyncDisposable
{
    private readonly RecordingOrigin _node = RecordingOrigin.Start();

    private static CancellationToken Cancellation => Scene.Cancellation;

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Theory]
    [InlineData("/?a=\rb")]
    [InlineData("/?a=\tb")]
    [InlineData("/?a=\u0001b")]
    [InlineData("/?a=\u007Fb")]
    [InlineData("/a\rb")]
    [InlineData("/?a=1#b=2")]
    [InlineData("/a#")]
    [InlineData("http://a/b?c=\u0001")]
    public async Task Target_WithACharacterThatNoneHas_Is400(string target)
    {
        var answer = await RefusedAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n", 400);

        answer.Body.Text.ShouldContain("HF4002");
    }

    [Theory]
    [InlineData("/a b")]
    [InlineData("/\u00e9")]
    [InlineData("/?q=\u00e9")]
    [InlineData("/?q=a b")]
    [InlineData("/?q=\u0001")]
    [InlineData("/?a\tb")]
    [InlineData("/?a=1#b")]
    public async Task TargetOfHttp2_WithACharacterThatNoneHas_Is400(string target)
    {
        (await AskHttp2Async((":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", target))).ShouldBe(400);
    }

    [Theory]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked, chunked")]
    [InlineData("Transfer-Encoding: ,chunked")]
    [InlineData("Transfer-Encoding: chunked,")]
    [InlineData("Transfer-Encoding: gzip, chunked")]
    [InlineData("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: \u000Bchunked")]
    public async Task Framing_OfTwoMeanings_Is400AndEndsTheConnection(string framing)
    {
        await using var scene = await Scene.BeforeAsync(_node.Url);
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync(
            $"POST / HTTP/1.1\r\nHost: a\r\n{framing}\r\n\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation).Within("an answer");

        answer.Status.ShouldBe(400);
        await client.WaitForCloseAsync(Cancellation).Within("the connection to close");
        ShouldBeUntouched(scene);
    }

    [Theory]
    [InlineData("Transfer-Encoding: Chunked", "2\r\nhi\r\n0\r\n\r\n")]
    [InlineData("Content-Length: 2", "hi")]
    [InlineData("Content-Length: 0002", "hi")]
    public async Task Framing_OfOneMeaning_Passes(string framing, string body)
    {
        await using var scene = await Scene.BeforeAsync(_node.Url);
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync($"POST / HTTP/1.1\r\nHost: a\r\n{framing}\r\n\r\n{body}", Cancellation).Within("an answer");

        answer.Status.ShouldBe(200, answer.Body.Text);
        _node.Requests.ShouldHaveSingleItem().Body.Text.ShouldBe("hi");
    }

    [Fact]
    public async Task Framing_OfHttp10InChunks_Is400() =>
        (await RefusedAsync("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400)).Body.Text.ShouldContain("HF4012");

    [Theory]
    [InlineData("+3")]
    [InlineData("-0")]
    [InlineData("3 3")]
    [InlineData("3,3")]
    [InlineData("0x3")]
    [InlineData("\u000B3")]
    [InlineData("")]
    [InlineData("99999999999999999999999999")]
    public async Task ContentLength_NotInDigits_Is400(string length) =>
        await RefusedAsync($"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\nabc", 400);

    [Theory]
    [InlineData("\u0001")]
    [InlineData("\u0008")]
    [InlineData("\u000B")]
    [InlineData("\u001B[31m")]
    [InlineData("\u007F")]
    public async Task HeaderValue_WithAControlCharacter_Is400(string bad)
    {
        foreach (var name in new[] { "X-A", "User-Agent", "Cookie" })
            (await RefusedAsync($"GET / HTTP/1.1\r\nHost: a\r\nX-A: fine\r\n{name}: a{bad}b\r\n\r\n", 400)).Body.Text.ShouldContain("HF4012");
        (await AskHttp2Async((":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/"), ("x-a", $"a{bad}b"))).ShouldBe(400);
    }

    [Theory]
    [InlineData("x(")]
    [InlineData("x/y")]
    [InlineData("x@")]
    [InlineData("x{}")]
    public async Task HeaderName_ThatIsNoToken_Is400(string name)
    {
        (await RefusedAsync($"GET / HTTP/1.1\r\nHost: a\r\n{name}: y\r\n\r\n", 400)).Body.Text.ShouldContain("HF4012");
        (await AskHttp2Async((":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/"), (name, "y"))).ShouldBe(400);
    }

    [Fact]
    public async Task HeaderValue_WithTabOrBytesBeyondAscii_Passes()
    {
        await using var scene = await Scene.BeforeAsync(_node.Url);
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nX-A: a\tb\u00e9\u0080\r\n\r\n", Cancellation).Within("an answer");

        answer.Status.ShouldBe(200, answer.Body.Text);
        _node.Heads.ShouldHaveSingleItem().One("X-A").ShouldBe("a\tb\u00e9\u0080");
    }

    [Theory]
    [InlineData("a:99999")]
    [InlineData("a..b")]
    [InlineData("[::1]:99999")]
    [InlineData("a!b")]
    [InlineData("xn--")]
    public async Task Host_ThatIsNone_Is400(string host)
    {
        (await RefusedAsync($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)).Body.Text.ShouldContain("HF4013");
        (await AskHttp2Async((":method", "GET"), (":scheme", "http"), (":authority", host), (":path", "/"))).ShouldBe(400);
    }

    [Fact]
    public async Task Host_InPunycode_MatchesThePlanThatSpellsItSo()
    {
        await using var scene = await Scene.BeforeAsync(_node.Url, static plan => plan with
        {
            Interfaces = ["books: { match: { host: xn--bcher-kva.example, path: \"/**\" }, service: origin }"],
        });
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync("GET / HTTP/1.1\r\nHost: xn--bcher-kva.example:8080\r\n\r\n", Cancellation).Within("an answer");

        answer.Status.ShouldBe(200, answer.Body.Text);
    }

    [Theory]
    [InlineData("xn--bcher-kva.example")]
    [InlineData("[::1]:65535")]
    [InlineData("a_b.example.:1")]
    public async Task Host_OfAnyKind_PassesAsItWasSent(string host)
    {
        await using var scene = await Scene.BeforeAsync(_node.Url);
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n", Cancellation).Within("an answer");

        answer.Status.ShouldBe(200, answer.Body.Text);
        var head = _node.Heads.ShouldHaveSingleItem();
        head.All("Host").ShouldBe([host]);
        head.One("X-Forwarded-Host").ShouldBe(host);
        head.One("Forwarded").ShouldNotBeNull().ShouldContain($"host=\"{host}\"");
    }

    [Fact]
    public async Task Connect_ForAnotherProtocolThanWebSocket_Is501()
    {
        (await AskHttp2Async((":method", "CONNECT"), (":protocol", "foo"), (":scheme", "http"), (":authority", "a"), (":path", "/"))).ShouldBe(501);
        (await RefusedAsync("CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", 501)).Body.Text.ShouldContain("HF4014");
    }

    private async Task<RawResponse> RefusedAsync(string request, int status)
    {
        await using var scene = await Scene.BeforeAsync(_node.Url);
        await using var client = await scene.ConnectAsync();
        var answer = await client.AskAsync(request, Cancellation).Within("an answer");
        answer.Status.ShouldBe(status, answer.Body.Text);
        ShouldBeUntouched(scene);
        return answer;
    }

    private async Task<int> AskHttp2Async(params (string Name, string Value)[] fields)
    {
        await using var scene = await Scene.BeforeAsync(_node.Url);
        await using var client = await Http2Client.ConnectAsync(scene.Url, Cancellation);
        var status = await client.AskAsync(1, Cancellation, fields).Within("an answer over HTTP/2");
        ShouldBeUntouched(scene);
        return status;
    }

    private void ShouldBeUntouched(Scene scene)
    {
        _node.Heads.ShouldBeEmpty();
        foreach (var node in scene.Gateway.Server.Runtime.Plan!.Versions.SelectMany(version => version.Nodes))
            node.State.Meter.Read().Total.ShouldBe(0, "attempts held against a node");
    }
}
