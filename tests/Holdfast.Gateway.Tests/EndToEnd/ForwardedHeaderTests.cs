using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Wire;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>What the node is told about the way a request came: who, how, through whom, in which trace.</summary>
public sealed class ForwardedHeaderTests : IAsyncDisposable
{
    private const string Trusting = "trusted-proxies: [ \"127.0.0.0/8\" ]";

    private readonly RecordingOrigin _node = RecordingOrigin.Start();

    private static CancellationToken Cancellation => Scene.Cancellation;

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Forward_PlainRequest_TellsWhoAndHow()
    {
        var (head, answer) = await AskAsync("Host: shop.example:8080\r\n");

        head.One("X-Forwarded-For").ShouldBe("127.0.0.1");
        head.One("X-Forwarded-Proto").ShouldBe("http");
        head.One("X-Forwarded-Host").ShouldBe("shop.example:8080");
        var forwarded = head.One("Forwarded").ShouldNotBeNull();
        forwarded.ShouldContain("for=127.0.0.1");
        forwarded.ShouldContain("proto=http");
        forwarded.ShouldContain("host=\"shop.example:8080\"");
        head.One("Via").ShouldNotBeNull().ShouldStartWith("1.1 ");
        answer.Head.One("Via").ShouldNotBeNull().ShouldStartWith("1.1 ");
    }

    [Fact]
    public async Task Forward_ClientIsNotTrusted_ItsClaimsAreReplaced()
    {
        var (head, _) = await AskAsync(
            "Host: a\r\nX-Forwarded-For: 9.9.9.9\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\n"
            + "X-Forwarded-Prefix: /evil\r\nForwarded: for=9.9.9.9;proto=https\r\nX-Real-IP: 9.9.9.9\r\n");

        head.One("X-Forwarded-For").ShouldBe("127.0.0.1");
        head.One("X-Forwarded-Proto").ShouldBe("http");
        head.One("X-Forwarded-Host").ShouldBe("a");
        head.Text.ShouldNotContain("9.9.9.9");
        head.Text.ShouldNotContain("evil");
    }

    [Fact]
    public async Task Forward_ClientIsATrustedProxy_ItsClaimsAreKeptAndAddedTo()
    {
        var (head, _) = await AskAsync(
            "Host: a\r\nX-Forwarded-For: 9.9.9.9\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: site.example\r\n"
            + "Forwarded: for=9.9.9.9;proto=https;host=site.example\r\n",
            plan => plan with { Server = Trusting });

        string.Join(", ", head.All("X-Forwarded-For")).ShouldBe("9.9.9.9, 127.0.0.1");
        head.One("X-Forwarded-Proto").ShouldBe("https");
        head.One("X-Forwarded-Host").ShouldBe("site.example");
        var forwarded = string.Join(", ", head.All("Forwarded"));
        forwarded.ShouldStartWith("for=9.9.9.9;proto=https;host=site.example, ");
        forwarded.ShouldContain("for=127.0.0.1");
    }

    [Theory]
    [InlineData("X-Forwarded-User")]
    [InlineData("x-forwarded-ssl")]
    [InlineData("X-Forwarded-Server")]
    [InlineData("X-Forwarded-Port")]
    [InlineData("X_Forwarded_For")]
    [InlineData("X-Forwarded_Proto")]
    [InlineData("X_Real_IP")]
    public async Task Forward_ClientIsNotTrusted_NoClaimOfTheFamilyPasses(string name)
    {
        var (head, _) = await AskAsync($"Host: a\r\nX-Forwarded: kept\r\n{name}: evil\r\nX-Real-IPs: kept\r\n");

        head.Text.ShouldNotContain("evil");
        head.One("X-Forwarded").ShouldBe("kept");
        head.One("X-Real-IPs").ShouldBe("kept");
        head.All("X-Forwarded-For").ShouldBe(["127.0.0.1"]);
    }

    [Fact]
    public async Task Forward_ClientIsATrustedProxy_OnlySpellingsWithUnderscoresGo()
    {
        var (head, _) = await AskAsync(
            "Host: a\r\nX-Forwarded-User: somebody\r\nX-Real-IP: 9.9.9.9\r\nX_Forwarded_For: evil\r\n",
            plan => plan with { Server = Trusting });

        head.One("X-Forwarded-User").ShouldBe("somebody");
        head.One("X-Real-IP").ShouldBe("9.9.9.9");
        head.One("X-Forwarded-Host").ShouldBe("a");
        head.Text.ShouldNotContain("evil");
    }

    [Fact]
    public async Task Forward_Http10WithoutHost_SaysNothingOfTheHost()
    {
        await using var scene = await Scene.BeforeAsync(_node.Url);
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync("GET /a HTTP/1.0\r\n\r\n", Cancellation);

        answer.Status.ShouldBe(200, answer.Body.Text);
        var head = _node.Requests.ShouldHaveSingleItem().Head;
        head.Has("X-Forwarded-Host").ShouldBeFalse(head.Text);
        head.One("Forwarded").ShouldBe("for=127.0.0.1;proto=http");
        head.All("Host").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Via_AlreadyThere_IsAddedTo()
    {
        var (head, _) = await AskAsync("Host: a\r\nVia: 1.0 old\r\n");

        string.Join(", ", head.All("Via")).ShouldMatch("^1\\.0 old, 1\\.1 \\S+$");
    }

    [Fact]
    public async Task UpgradeInsecureRequests_Given_ReachesTheNode()
    {
        var (head, _) = await AskAsync("Host: a\r\nUpgrade-Insecure-Requests: 1\r\n");

        head.All("Upgrade-Insecure-Requests").ShouldBe(["1"]);
    }

    [Fact]
    public async Task Trace_NoneGiven_IsBegun()
    {
        var (head, _) = await AskAsync("Host: a\r\n");

        head.One("traceparent").ShouldNotBeNull().ShouldMatch("^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$");
    }

    [Fact]
    public async Task Trace_OfTheCaller_IsGoneOnWith()
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        var (head, _) = await AskAsync(
            $"Host: a\r\ntraceparent: 00-{trace}-00f067aa0ba902b7-01\r\ntracestate: a=b\r\nbaggage: k=v,l=w\r\n");

        head.One("traceparent").ShouldNotBeNull().ShouldMatch($"^00-{trace}-[0-9a-f]{{16}}-01$");
        head.One("tracestate").ShouldBe("a=b");
        head.One("baggage").ShouldBe("k=v,l=w");
    }

    [Fact]
    public async Task Trace_OfTheCallerIsInvalid_IsBegunAnew()
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        var (head, _) = await AskAsync($"Host: a\r\ntraceparent: 00-{trace}-0000-01\r\ntracestate: a=b\r\n");

        head.One("traceparent").ShouldNotBeNull().ShouldNotContain(trace);
        head.One("tracestate").ShouldBeNull();
    }

    [Theory]
    [InlineData("keep", "shop.example:99")]
    [InlineData("fixed.example", "fixed.example")]
    [InlineData("node", null)]
    public async Task Host_AsThePlanSays_IsShownToTheNode(string rule, string? expected)
    {
        var (head, _) = await AskAsync("Host: shop.example:99\r\n", plan => plan with { Interface = $"host: {rule}" });

        head.One("Host").ShouldBe(expected ?? _node.EndPoint.ToString());
    }

    [Fact]
    public async Task Host_EmptyOnTheWire_IsNotSentTwice()
    {
        var (head, answer) = await AskAsync("Host:\r\n", mayRefuse: true);

        if (answer.Status != 400)
            head.All("Host").Count.ShouldBe(1);
    }

    private async Task<(WireHead Seen, RawResponse Answer)> AskAsync(
        string headers, Func<PlanText, PlanText>? change = null, bool mayRefuse = false)
    {
        await using var scene = await Scene.BeforeAsync(_node.Url, change);
        await using var client = await scene.ConnectAsync();
        var answer = await client.AskAsync($"GET /a HTTP/1.1\r\n{headers}\r\n", Cancellation);
        if (mayRefuse && answer.Status == 400)
            return (answer.Head, answer);
        answer.Status.ShouldBe(200, answer.Body.Text);
        return (_node.Requests[^1].Head, answer);
    }
}
