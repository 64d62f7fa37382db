using Holdfast.Testing;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>HTTP/1.1 and HTTP/2, in cleartext and over TLS, in and out, in every pairing.</summary>
public sealed class ProtocolTests(ProtocolFixture fixture) : IClassFixture<ProtocolFixture>
{
    public static TheoryData<string, bool, string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, bool, string, string>();
            foreach (var (version, tls) in new[] { ("1.1", false), ("2.0", false), ("1.1", true), ("2.0", true) })
            {
                pairs.Add(version, tls, "http1", "HTTP/1.1");
                pairs.Add(version, tls, "h2c", "HTTP/2");
                pairs.Add(version, tls, "tls-auto", "HTTP/2");
                pairs.Add(version, tls, "tls-http1", "HTTP/1.1");
                pairs.Add(version, tls, "tls-http2", "HTTP/2");
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Forward_EachPairOfProtocols_CarriesTheWholeRequest(string version, bool tls, string service, string seen)
    {
        var client = fixture.Scene.Client(version, tls);
        using var body = new PayloadContent(100_000, declared: false);

        var echoed = await client.EchoAsync($"/echo/{service}/a%2Fb?x=1&y=%20", request =>
        {
            request.Method = HttpMethod.Post;
            request.Content = body;
            request.Headers.Add("X-Asked", "yes");
        });

        echoed.Protocol.ShouldBe(seen);
        echoed.Method.ShouldBe("POST");
        echoed.RawTarget.ShouldBe($"/echo/{service}/a%2Fb?x=1&y=%20");
        echoed.BodyLength.ShouldBe(100_000);
        echoed.Header("X-Asked").ShouldBe("yes");
        echoed.Header("X-Forwarded-Proto").ShouldBe(tls ? "https" : "http");
    }

    [Theory]
    [InlineData("1.1", false)]
    [InlineData("2.0", false)]
    [InlineData("1.1", true)]
    [InlineData("2.0", true)]
    public async Task Answer_EachProtocol_SaysTheVersionItWasAskedIn(string version, bool tls)
    {
        var client = fixture.Scene.Client(version, tls);

        using var answer = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Scene.Cancellation);

        answer.Version.ShouldBe(Version.Parse(version));
        (await answer.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldBe("healthy");
        answer.Headers.GetValues("X-Origin-Version").ShouldBe(["v1"]);
    }
}
