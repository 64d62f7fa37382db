using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Wire;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>Headers and targets that are none of a proxy's business pass unchanged; those of one hop end at it.</summary>
public sealed class EndToEndHeaderTests : IAsyncDisposable
{
    private readonly RecordingOrigin _node = RecordingOrigin.Start();

    private static CancellationToken Cancellation => Scene.Cancellation;

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task HopByHop_OfTheRequest_EndAtTheGateway()
    {
        var (head, _) = await AskAsync(
            "Connection: X-Mine\r\nX-Mine: 1\r\nKeep-Alive: timeout=5\r\nProxy-Connection: keep-alive\r\n"
            + "TE: gzip\r\nProxy-Authorization: Basic eA==\r\nX-Other: 2\r\n");

        foreach (var name in new[] { "X-Mine", "Keep-Alive", "Proxy-Connection", "TE", "Proxy-Authorization", "Connection" })
            head.All(name).ShouldBeEmpty(head.Text);
        head.One("X-Other").ShouldBe("2");
    }

    [Theory]
    [InlineData("Connection: X-Mine, keep-alive\r\n")]
    [InlineData("Connection: keep-alive, X-Mine\r\n")]
    [InlineData("Connection: Keep-Alive,x-mine,\r\n")]
    public async Task HopByHop_NamedBesideKeepAlive_EndAtTheGateway(string connection)
    {
        var (head, answer) = await AskAsync($"{connection}X-Mine: 1\r\nX-Other: 2\r\n");

        head.Has("X-Mine").ShouldBeFalse(head.Text);
        head.One("X-Other").ShouldBe("2");
        answer.Status.ShouldBe(200);
    }

    [Fact]
    public async Task HopByHop_UpgradeToHttp2_IsNotForwarded()
    {
        var (head, answer) = await AskAsync(
            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n");

        head.Has("Upgrade").ShouldBeFalse(head.Text);
        head.Has("HTTP2-Settings").ShouldBeFalse(head.Text);
        answer.Status.ShouldBe(200);
    }

    [Fact]
    public async Task HopByHop_OfTheAnswer_EndAtTheGateway()
    {
        _node.Script = OriginAnswers.Status(
            200, "ok", "Connection: X-Mine\r\nX-Mine: 1\r\nKeep-Alive: timeout=5\r\nProxy-Authenticate: Basic\r\nX-Other: 2\r\n");

        var (_, answer) = await AskAsync("");

        foreach (var name in new[] { "X-Mine", "Keep-Alive", "Proxy-Authenticate" })
            answer.Head.All(name).ShouldBeEmpty(answer.Head.Text);
        answer.Head.One("X-Other").ShouldBe("2");
    }

    [Theory]
    [InlineData("Host")]
    [InlineData("Authorization")]
    [InlineData("Content-Length")]
    public async Task Connection_NamingAHeaderOfSecurity_StripsNothing(string name)
    {
        await using var scene = await Scene.BeforeAsync(_node.Url);
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync(
            $"POST /a HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer t\r\nConnection: {name}\r\nContent-Length: 2\r\n\r\nhi", Cancellation);

        if (answer.Status == 400)
            return;
        answer.Status.ShouldBe(200);
        var seen = _node.Requests.ShouldHaveSingleItem();
        seen.Head.One("Host").ShouldBe("a");
        seen.Head.One("Authorization").ShouldBe("Bearer t");
        seen.Body.Text.ShouldBe("hi");
    }

    [Theory]
    [InlineData("GET", "Content-Type", "")]
    [InlineData("POST", "Content-Type", "Content-Length: 2\r\n\r\nhi")]
    [InlineData("GET", "Content-Language, X-Mine, Last-Modified", "")]
    [InlineData("POST", "X-Mine, Host, Allow, Set-Cookie", "Content-Length: 2\r\n\r\nhi")]
    [InlineData("GET", "Transfer-Encoding, Via", "")]
    public async Task Connection_NamingAnyHeader_DoesNotFailTheCall(string method, string names, string rest)
    {
        await using var scene = await Scene.BeforeAsync(_node.Url);
        await using var client = await scene.ConnectAsync();
        var end = rest.Length == 0 ? "\r\n" : rest;

        var answer = await client.AskAsync(
            $"{method} /a HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nX-Mine: 1\r\nConnection: {names}\r\n{end}", Cancellation);

        answer.Status.ShouldBe(200, answer.Body.Text);
        var head = _node.Requests.ShouldHaveSingleItem().Head;
        head.Has("Content-Type").ShouldBe(!names.Contains("Content-Type", StringComparison.Ordinal));
        head.Has("X-Mine").ShouldBe(!names.Contains("X-Mine", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Repeated_Headers_StayApartAndInOrder()
    {
        _node.Script = OriginAnswers.Status(200, "ok", "Set-Cookie: a=1; Path=/\r\nSet-Cookie: b=2, c\r\nX-R: 1\r\nX-R: 2\r\n");

        var (head, answer) = await AskAsync("X-Q: 1\r\nX-Q: 2\r\nCookie: a=1; b=2\r\n");

        answer.Head.All("Set-Cookie").ShouldBe(["a=1; Path=/", "b=2, c"]);
        string.Join(", ", answer.Head.All("X-R")).ShouldBe("1, 2");
        string.Join(", ", head.All("X-Q")).ShouldBe("1, 2");
        head.One("Cookie").ShouldBe("a=1; b=2");
    }

    [Fact]
    public async Task Values_OfAnyVisibleBytes_PassUnchanged()
    {
        var (head, _) = await AskAsync("X-Odd: a \"b\" ;,=()<>@?{}|~`^'\\\r\nAccept-Encoding: gzip, br\r\nUser-Agent: Tester/1 (x; y)\r\n");

        head.One("X-Odd").ShouldBe("a \"b\" ;,=()<>@?{}|~`^'\\");
        head.One("Accept-Encoding").ShouldBe("gzip, br");
        head.One("User-Agent").ShouldBe("Tester/1 (x; y)");
    }

    [Fact]
    public async Task Encoded_Body_IsNotDecoded()
    {
        _node.Script = OriginAnswers.Status(200, "not really gzip", "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n");

        var (_, answer) = await AskAsync("Accept-Encoding: gzip\r\n");

        answer.Head.One("Content-Encoding").ShouldBe("gzip");
        answer.Body.Text.ShouldBe("not really gzip");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(301)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Status_OfTheNode_PassesWithItsBody(int status)
    {
        _node.Script = OriginAnswers.Status(status, "its own words", "Location: http://elsewhere/\r\nServer: node/1\r\n");
        await using var scene = await Scene.BeforeAsync(_node.Url);
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync("GET /a HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation);

        (answer.Status, answer.Body.Text).ShouldBe((status, "its own words"));
        answer.Head.One("Location").ShouldBe("http://elsewhere/");
        _node.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("/a?b=c&d=%26&e=+%20")]
    [InlineData("/a%2Fb/%E2%82%AC")]
    [InlineData("/a//b")]
    [InlineData("/?")]
    [InlineData("/a;v=1/b,c:d@e!$&'()*+=")]
    public async Task Target_OfAnySpelling_PassesAsItWasSent(string target)
    {
        await using var scene = await Scene.BeforeAsync(_node.Url);
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n", Cancellation);

        answer.Status.ShouldBe(200);
        _node.Requests.ShouldHaveSingleItem().Target.ShouldBe(target);
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("PATCH")]
    [InlineData("PROPFIND")]
    [InlineData("QUERY")]
    public async Task Method_OfAnyName_Passes(string method)
    {
        await using var scene = await Scene.BeforeAsync(_node.Url);
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync($"{method} /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi", Cancellation);

        answer.Status.ShouldBe(200);
        var seen = _node.Requests.ShouldHaveSingleItem();
        (seen.Method, seen.Body.Text).ShouldBe((method, "hi"));
    }

    private async Task<(WireHead Seen, RawResponse Answer)> AskAsync(string headers)
    {
        await using var scene = await Scene.BeforeAsync(_node.Url);
        await using var client = await scene.ConnectAsync();
        var answer = await client.AskAsync($"GET /a HTTP/1.1\r\nHost: a\r\n{headers}\r\n", Cancellation);
        answer.Status.ShouldBe(200, answer.Body.Text);
        return (_node.Requests.ShouldHaveSingleItem().Head, answer);
    }
}
