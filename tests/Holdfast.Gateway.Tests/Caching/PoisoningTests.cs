using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Caching;

/// <summary>One caller must not be able to shape the answer of another, nor see it.</summary>
public sealed class PoisoningTests
{
    /// <summary>Answers with everything it was asked with: whatever is not part of a key and is kept, shows.</summary>
    private static readonly OriginScript Reflecting = Reflect("Cache-Control: max-age=600\r\n");

    [Theory]
    [InlineData("X-Evil: <script>")]
    [InlineData("X-Host: evil.example")]
    [InlineData("X-Original-URL: /admin")]
    [InlineData("X-Rewrite-URL: /admin")]
    [InlineData("X-HTTP-Method-Override: POST")]
    [InlineData("X-Requested-With: XMLHttpRequest")]
    [InlineData("Forwarded: host=evil.example")]
    [InlineData("X-Forwarded-Scheme: evil")]
    [InlineData("X-Forwarded-Server: evil.example")]
    [InlineData("True-Client-IP: evil")]
    public async Task UnkeyedHeader_ByAnAttacker_ReachesNobodyElse(string header)
    {
        await using var origin = RecordingOrigin.Start(Reflecting);
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = "cache: {}" });
        var evil = header[(header.IndexOf(':', StringComparison.Ordinal) + 2)..];

        await scene.Client().AskAsync("/", header);
        var victim = await scene.Client().AskAsync("/");
        await scene.CountsAsync("everything");
        var next = await scene.Client().AskAsync("/");

        victim.Body.ShouldNotContain(evil);
        victim.Cache.ShouldContain("fwd=");
        next.Cache.ShouldContain("hit");
    }

    [Fact]
    public async Task ForwardedHost_OfATrustedProxy_IsPartOfTheKey()
    {
        await using var origin = RecordingOrigin.Start(Reflecting);
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Server = "trusted-proxies: [127.0.0.0/8]", Interface = "cache: {}" });

        (await scene.Client().AskAsync("/", "X-Forwarded-Host: evil.example")).Body.ShouldContain("evil.example");
        (await scene.Client().AskAsync("/", "X-Forwarded-Host: good.example")).Body.ShouldNotContain("evil.example");
        await scene.CountsAsync("everything");
        (await scene.Client().AskAsync("/", "X-Forwarded-Host: good.example")).Cache.ShouldContain("hit");
    }

    [Fact]
    public async Task PerHeader_SessionInACookie_IsNotGivenToWhoSendsTheHeaderAlone()
    {
        await using var origin = RecordingOrigin.Start(Reflecting);
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = "cache: { per: \"header:X-Tenant\" }" });

        (await scene.Client().AskAsync("/", "X-Tenant: a", "Cookie: session=ann")).Body.ShouldContain("session=ann");
        await scene.CountsAsync("everything");

        (await scene.Client().AskAsync("/", "X-Tenant: a")).Body.ShouldNotContain("session=ann");
        (await scene.Client().AskAsync("/", "X-Tenant: a", "Cookie: session=bob")).Body.ShouldNotContain("session=ann");
        await scene.CountsAsync("everything");
        (await scene.Client().AskAsync("/", "X-Tenant: a", "Cookie: session=ann")).Cache.ShouldContain("hit");
    }

    [Fact]
    public async Task IgnoredParts_OfARequest_DoNotReachTheNode()
    {
        await using var origin = RecordingOrigin.Start(Reflecting);
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = "cache: { cookies: ignore, vary-by: query:id, ignore-headers: X-App }" });

        var first = await scene.Client().AskAsync("/a?utm_source=%3Cscript%3E&id=1&x=y", "Cookie: theme=dark");
        await scene.CountsAsync("everything");
        var second = await scene.Client().AskAsync("/a?id=1", "X-App: 7");

        origin.Requests.ShouldHaveSingleItem().Target.ShouldBe("/a?id=1");
        first.Body.ShouldNotContain("theme");
        second.Cache.ShouldContain("hit");
    }

    [Fact]
    public async Task BodyOfAGet_NotInTheKey_PassesTheCacheBy()
    {
        await using var origin = RecordingOrigin.Start(Reflecting);
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = "cache: {}" });
        using var request = scene.Client().Request(HttpMethod.Get, "/");
        request.Content = new StringContent("evil");
        using var answer = await scene.Client().SendAsync(request, Scene.Cancellation);

        answer.Headers.GetValues("Cache-Status").ShouldBe(["Holdfast; fwd=bypass"]);
        (await scene.Client().AskAsync("/")).Cache.ShouldContain("fwd=uri-miss");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nContent-Length: 10\r\n\r\nhalf")]
    [InlineData("HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n\r\nhalf")]
    public async Task Answer_ThatMayHaveBrokenOff_IsNotKept(string answer)
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.InTurn(OriginAnswers.CloseAfter(answer), OriginAnswers.Status(200, "whole", "Cache-Control: max-age=600\r\n")));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = "cache: {}, retry: { attempts: 1 }" });
        try
        {
            await scene.Client().AskAsync("/");
        }
        catch (HttpRequestException)
        {
            // It broke off for its caller too.
        }

        await scene.CountsAsync("everything");

        (await scene.Client().AskAsync("/")).Body.ShouldBe("whole");
        await scene.CountsAsync("everything");
        scene.Cache("entries").ShouldBe(1);
    }

    [Theory]
    [InlineData("Content-Length: 5000")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task Answer_TooLarge_IsPassedOnWholeAndNotKept(string framing)
    {
        var body = new string('a', 5000);
        var sent = framing.StartsWith('C') ? body : $"{5000:x}\r\n{body}\r\n0\r\n\r\n";
        await using var origin = RecordingOrigin.Start(OriginAnswers.Raw($"HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n{framing}\r\n\r\n{sent}"));
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with { Interface = "cache: { max-entry: 4KB }, coalesce: {}" });

        (await scene.Client().AskAsync("/")).Body.ShouldBe(body);
        await scene.CountsAsync("everything");

        scene.Cache("entries").ShouldBe(0);
        (await scene.Client().AskAsync("/")).Body.ShouldBe(body);
    }

    [Theory]
    [InlineData("cache: { per: header:Authorization }, coalesce: {}", "Cache-Control: max-age=600\r\n")]
    [InlineData("cache: {}, coalesce: {}", "Cache-Control: max-age=600\r\n")]
    [InlineData("coalesce: {}", "")]
    [InlineData("cache: { ttl: 1h }, coalesce: {}", "")]
    public async Task Answers_OfManyCallersAtOnce_ReachTheirOwnAlone(string fields, string says)
    {
        await using var origin = RecordingOrigin.Start(Reflect(says));
        await using var scene = await Scene.BeforeAsync(origin.Url, plan => plan with { Interface = fields });
        var client = scene.Client();
        string[] kinds = ["Authorization: Bearer", "Cookie: session="];

        await Task.WhenAll(Enumerable.Range(0, 400).Select(async number =>
        {
            var caller = $"{kinds[number % 2]}-caller-{number / 2 % 10}-";
            var answer = await client.AskAsync("/", caller);
            answer.Status.ShouldBe(200);
            answer.Body.ShouldContain(caller);
        }));
    }

    [Fact]
    public async Task StickyCookie_OfTheGateway_IsNotKept()
    {
        await using var origin = RecordingOrigin.Start(Reflecting);
        await using var scene = await Scene.BeforeAsync(origin.Url, static plan => plan with
        {
            Service = "balance: { sticky: { cookie: node } }",
            Interface = "cache: { cookies: ignore }",
        });
        await scene.Client().AskAsync("/");
        await scene.CountsAsync("everything");

        using var answer = await scene.Client().GetAsync(new Uri("/", UriKind.Relative), Scene.Cancellation);

        answer.Headers.GetValues("Cache-Status").Single().ShouldContain("hit");
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    private static OriginScript Reflect(string headers) => async (exchange, stop) =>
    {
        await exchange.ReadBodyAsync(stop);
        var body = $"{exchange.Head.StartLine}\n{string.Join('\n', exchange.Head.Headers.Select(static header => $"{header.Key}: {header.Value}"))}";
        await exchange.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}", stop);
    };
}
