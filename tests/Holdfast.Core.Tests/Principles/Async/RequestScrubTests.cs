using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Async;

namespace Holdfast.Core.Tests.Principles.Async;

public sealed class RequestScrubTests
{
    [Fact]
    public void Of_AllHeaders_KeepsWhatIsOfTheRequestAlone()
    {
        string[] kept = ["Host", "Content-Type", "Accept", "Idempotency-Key", "traceparent", "X-Ours"];
        string[] dropped =
        [
            "Authorization", "COOKIE", "proxy-authorization", "X-Api-Key", "Connection", "X-Hop", "Keep-Alive", "TE", "Transfer-Encoding", "Content-Length", "Upgrade",
            "Expect", "Prefer", "Holdfast-Timeout-Ms", "holdfast-delivery-attempt", "X-Ticket",
            "X-Authorization", "X-Api-Token", "private-token", "X-Vault-Token", "X-Forwarded-Access-Token", "X-Forwarded-Authorization",
        ];
        var headers = kept.Concat(dropped).Select(static name => KeyValuePair.Create(name, name == "Connection" ? "close, X-Hop, Host" : "it")).ToList();

        RequestScrub.Of(headers, ["x-ticket"]).Select(static header => header.Key).ShouldBe(kept);
    }

    [Fact]
    public void Secrets_OfAPlan_AreAlsoWhatDeliveriesGetAndCallersAreKnownBy()
    {
        var plan = AsyncPlan.Usual with
        {
            Secrets = ["X-Ticket"],
            Credentials = new Dictionary<string, string> { ["X-Shop-Key"] = "ours" },
            Caller = new KeyPlan([new KeyPart(KeyPartKind.Header, "X-Account-Key"), new KeyPart(KeyPartKind.Claim, "sub"), new KeyPart(KeyPartKind.Header, "Host")]),
        };

        RequestScrub.Secrets(plan).ShouldBe(["X-Ticket", "X-Shop-Key", "X-Account-Key"]);
    }

    [Theory]
    [InlineData("respond-async", true, 0)]
    [InlineData("Respond-Async, wait=10", true, 10)]
    [InlineData("wait=\"7\"; x=y , respond-async;z", true, 7)]
    [InlineData("wait=5, wait=9", false, 5)]
    [InlineData("wait=86400, respond-async", true, 60)]
    [InlineData("respond-asynchronously, wait=-1, wait=x", false, 0)]
    [InlineData("", false, 0)]
    public void Parse_OfAPreference_IsWhatItSays(string line, bool isAsync, int wait) =>
        Preference.Parse(line).ShouldBe(new Preference(isAsync, TimeSpan.FromSeconds(wait)));
}
