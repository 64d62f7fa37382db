using Holdfast.Gateway.Front.Drain;
using System.Net;
using Holdfast.Core.Plan;
using Holdfast.Testing;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Tests.Front;

public sealed class TrafficServerTests
{
    [Theory]
    [InlineData("1.1", "HTTP/1.1")]
    [InlineData("2.0", "HTTP/2")]
    public async Task Cleartext_AnyVersion_IsServedOnOnePort(string version, string expected)
    {
        await using var front = await FrontHarness.StartAsync(FrontHarness.AnswerOk);

        using var answer = await front.GetAsync(front.Client(), Version.Parse(version));

        (await answer.Content.ReadAsStringAsync()).ShouldBe(expected);
    }

    [Theory]
    [InlineData("1.1", "HTTP/1.1")]
    [InlineData("2.0", "HTTP/2")]
    public async Task Tls_AnyVersion_IsServedOnOnePort(string version, string expected)
    {
        using var certificates = new TestCertificates();
        var tls = certificates.Write("site", "localhost");
        await using var front = await FrontHarness.StartAsync(
            static context => context.Response.WriteAsync($"{context.Request.Protocol} {context.Request.Scheme}"),
            listeners: FrontPlans.Listener(tls: tls));

        using var answer = await front.GetAsync(front.Client(), Version.Parse(version));

        (await answer.Content.ReadAsStringAsync()).ShouldBe($"{expected} https");
    }

    [Fact]
    public async Task Cleartext_FirstBytesOneByOne_AreNotLost()
    {
        await using var front = await FrontHarness.StartAsync(FrontHarness.AnswerOk);
        await using var client = await front.ConnectAsync();

        foreach (var value in "PRI / HTTP/1.1\r\nHost: a\r\n\r\n")
            await client.SendAsync(value.ToString(), default);

        var answer = await client.ReadResponseAsync(default).Within("an answer");
        answer.Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(HttpVersions.Http1, "2.0")]
    [InlineData(HttpVersions.Http2, "1.1")]
    public async Task Cleartext_VersionNotSpokenHere_IsNotServed(HttpVersions spoken, string asked)
    {
        var calls = 0;
        await using var front = await FrontHarness.StartAsync(
            context =>
            {
                Interlocked.Increment(ref calls);
                return FrontHarness.AnswerOk(context);
            },
            listeners: FrontPlans.Listener(versions: spoken));

        try
        {
            using var answer = await front.GetAsync(front.Client(), Version.Parse(asked));
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
        catch (HttpRequestException)
        {
            // HTTP/1.1 has no answer that a client of HTTP/2 would read.
        }

        calls.ShouldBe(0);
    }

    [Fact]
    public async Task Requests_ManyOnOneConnection_SeeTheirOwnContext()
    {
        await using var front = await FrontHarness.StartAsync(
            static context => context.Response.WriteAsync($"{context.Request.Path} {context.Items.TryAdd("seen", true)}"));
        var client = front.Client();

        for (var i = 0; i < 50; i++)
        {
            using var answer = await client.SendAsync(FrontHarness.Get(new Uri(front.Url(), $"/{i}")), default).Within("an answer");
            (await answer.Content.ReadAsStringAsync()).ShouldBe($"/{i} True");
        }

        front.Server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Localhost_AnyPort_HasOnePortOnBothFamilies()
    {
        await using var front = await FrontHarness.StartAsync(
            FrontHarness.AnswerOk, listeners: FrontPlans.Listener(address: "localhost:0"));

        front.Server.Addresses.Select(static address => address.Address.Port).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Headers_Nul_IsRefused()
    {
        await using var front = await FrontHarness.StartAsync(FrontHarness.AnswerOk);
        await using var client = await front.ConnectAsync();

        var answer = await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Name: a\0b\r\n\r\n", default).Within("a refusal");

        answer.Status.ShouldBe(400);
    }

    [Fact]
    public async Task Headers_BytesAboveAscii_PassBothWays()
    {
        await using var front = await FrontHarness.StartAsync(static context =>
        {
            context.Response.Headers["X-Name"] = context.Request.Headers["X-Name"];
            return Task.CompletedTask;
        });
        await using var client = await front.ConnectAsync();

        var answer = await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Name: \u00c3\u00bc \u00fc\r\n\r\n", default).Within("an answer");

        answer.Head.One("X-Name").ShouldBe("\u00c3\u00bc \u00fc");
    }

    [Fact]
    public async Task Dispose_Twice_WaitsForTheSameEnd()
    {
        await using var front = await FrontHarness.StartAsync(FrontHarness.AnswerOk);

        var both = Task.WhenAll(front.Server.DisposeAsync().AsTask(), front.Server.DisposeAsync().AsTask());

        await both.Within("both disposals");
        await front.Server.DisposeAsync();
        front.Server.Phase.ShouldBe(DrainPhase.Stopped);
    }
}
