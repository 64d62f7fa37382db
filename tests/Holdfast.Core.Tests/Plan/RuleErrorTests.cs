using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Plan;

public sealed class RuleErrorTests
{
    private const string Versions = "versions: { v1: { nodes: [ \"http://10.0.0.1:5000\" ] } }";
    private const string TwoVersions = "versions: { v1: { nodes: [ \"http://10.0.0.1:5000\" ] }, v2: { nodes: [ \"http://10.0.0.2:5000\" ] } }";

    public static TheoryData<PlanErrorCase> Cases =>
    [
        new PlanErrorCase("HF2001", "interfaces.b.service", "Did you mean 'shop'?", Texts.WithRoot("  b: { match: { path: \"/b\" }, service: «shp }")),
        new PlanErrorCase("HF2002", "services.shop", "2 versions (v1, v2) and none is live", Texts.Least.Replace("shop: { " + Versions, "«shop: { " + TwoVersions, StringComparison.Ordinal)),
        new PlanErrorCase("HF2003", "services.shop.live", "Did you mean 'v1'?", Texts.WithService("live: «v7")),
        new PlanErrorCase("HF2004", "services.shop.versions.v1.nodes", "The version has no nodes", Texts.WithNode("").Replace("nodes:", "«nodes:", StringComparison.Ordinal)),
        new PlanErrorCase("HF2005", "services.spare", "No interface uses the service 'spare'", Texts.Least.Replace("interfaces:", "  «spare: { " + Versions + " }\ninterfaces:", StringComparison.Ordinal)),
        new PlanErrorCase("HF2006", "interfaces.b.match", "that 'all' matches", Texts.WithRoot("  b: { «match: { path: \"/{rest...}\" }, service: shop }")),
        new PlanErrorCase("HF2006", "interfaces.b.match", "that 'all' matches", Texts.WithMatch("path: \"/u/{id}\", method: [GET, POST], host: [a.com, b.com]") + "\n  b: { «match: { path: \"/u/{name}\", method: post, host: B.com }, service: shop }"),
        new PlanErrorCase("HF2006", "interfaces.b.match", "that 'all' matches", Texts.WithMatch("path: /u, header: { X-A: \"1\", X-B: \"2\" }") + "\n  b: { «match: { path: /u, header: { x-b: \"2\", x-a: \"1\" } }, service: shop }"),
        new PlanErrorCase("HF2007", "services.shop.versions.v1.nodes[1].url", "is in this version twice", Texts.WithNode("\"http://10.0.0.1:5000\", «\"http://10.0.0.1:5000/\"")),
        new PlanErrorCase("HF2008", "services.shop.versions.v1.nodes[0].zone", "Did you mean 'west'?", Texts.WithNode("{ url: \"http://10.0.0.1:5000\", zone: «wset }") + "\nzones: [east, west]"),
        new PlanErrorCase("HF2009", "listeners.b.address", "is taken by the listener 'a'", Texts.WithRoot("listeners: { a: { address: \"*:8080\" }, b: { address: «\"127.0.0.1:8080\" } }")),
        new PlanErrorCase("HF2010", "services.shop.tls.certificate", "certificate without a key", Texts.WithService("tls: { certificate: «a.pem }")),
        new PlanErrorCase("HF2010", "services.shop.tls.key", "key without a certificate", Texts.WithService("tls: { key: «a.pem }")),
        new PlanErrorCase("HF2011", "interfaces.all.retry.per-try", "An attempt may take 3s, its call only 2s", Texts.WithInterface("timeout: 2s, retry: { per-try: «3s }")),
        new PlanErrorCase("HF2012", "interfaces.all.retry.attempts", "3 attempts of 800ms take 2.4s, and the call ends after 2s", Texts.WithInterface("timeout: 2s, retry: { attempts: «3, per-try: 800ms }")),
        new PlanErrorCase("HF2013", "interfaces.all.host", "Any Host is kept, and 'shop' has nodes over TLS", Texts.WithInterface("host: «keep").Replace("http://", "https://", StringComparison.Ordinal)),
        new PlanErrorCase("HF2014", "services.shop.allow-addresses[0]", "needs no exception", Texts.WithService("allow-addresses: [ «\"10.0.0.0/8\" ]")),
        new PlanErrorCase("HF2014", "services.shop.allow-addresses[1]", "is multicast: no node can be there", Texts.WithService("allow-addresses: [ \"169.254.10.0/24\", «\"224.0.0.0/4\" ]")),
        new PlanErrorCase("HF2014", "services.shop.allow-addresses[0]", "is more than what traffic is kept from", Texts.WithService("allow-addresses: [ «\"0.0.0.0/0\" ]")),
        new PlanErrorCase("HF2014", "services.shop.allow-addresses[0]", "takes in 169.254.169.254", Texts.WithService("allow-addresses: [ «\"169.254.0.0/16\" ]")),
        new PlanErrorCase("HF2014", "services.shop.allow-addresses[0]", "takes in fd00:ec2::254", Texts.WithService("allow-addresses: [ «\"fd00:ec2::/64\" ]")),
        new PlanErrorCase("HF2020", "interfaces.all", "one owner only, 'ann@example.com'", Texts.Least.Replace(", bob@example.com", "", StringComparison.Ordinal).Replace("all:", "«all:", StringComparison.Ordinal)),
        new PlanErrorCase("HF2020", "interfaces.all", "one owner only", Texts.Least.Replace("bob@", "ANN@", StringComparison.Ordinal).Replace("all:", "«all:", StringComparison.Ordinal)),
        new PlanErrorCase("HF2020", "interfaces.all.owners", "one owner only, 'eve'", Texts.WithInterface("«owners: [eve]")),
        new PlanErrorCase("HF2031", "services.shop.health.probe", "An HTTP probe has no 'path'", Texts.WithService("health: { «probe: { every: 5s } }")),
        new PlanErrorCase("HF2031", "services.shop.health.probe.path", "A probe of kind tcp does not look at 'path'", Texts.WithService("health: { probe: { kind: tcp, path: «/h } }")),
        new PlanErrorCase("HF2031", "services.shop.health.probe.service", "A probe of kind http does not look at 'service'", Texts.WithService("health: { probe: { path: /h, service: «x } }")),
        new PlanErrorCase("HF2031", "services.shop.health.probe.method", "The answer to HEAD has no body to look into", Texts.WithService("health: { probe: { path: /h, contains: ok, method: «HEAD } }")),
        new PlanErrorCase("HF2150", "services.shop.breaker", "Nothing is left that would open the breaker", Texts.WithService("«breaker: { failure-ratio: none }")),
        new PlanErrorCase("HF2150", "services.shop.breaker", "Nothing is left that would open the breaker", Texts.WithService("«breaker: { failure-ratio: none, slow: 1s, slow-ratio: none }")),
        new PlanErrorCase("HF2151", "services.shop.breaker.slow-ratio", "nothing says which calls are slow", Texts.WithService("breaker: { slow-ratio: «0.3 }")),
        new PlanErrorCase("HF2151", "services.shop.breaker.hanging", "nothing says which calls are slow", Texts.WithService("breaker: { hanging: «3 }")),
        new PlanErrorCase("HF2152", "services.shop.breaker.window", "At least 20 attempts are asked for, and the window holds 10", Texts.WithService("breaker: { window: «10 calls }")),
        new PlanErrorCase("HF2152", "services.shop.breaker.minimum-calls", "the window holds 100", Texts.WithService("breaker: { window: 100 calls, minimum-calls: «101 }")),
        new PlanErrorCase("HF2153", "services.shop.breaker.open-max", "It opens for 5s and for no longer than 2s", Texts.WithService("breaker: { open-max: «2s }")),
        new PlanErrorCase("HF2153", "services.shop.breaker.open", "for no longer than 60s", Texts.WithService("breaker: { open: «2m }")),
        new PlanErrorCase("HF2154", "services.shop.breaker.slow", "no attempt on the service may take longer than 2s", Texts.WithInterface("timeout: 2s").Replace("shop: { ", "shop: { breaker: { slow: «2s }, ", StringComparison.Ordinal)),
        new PlanErrorCase("HF2155", "services.shop.breaker.quorum", "Nodes cannot agree about one key", Texts.WithService("breaker: { quorum: «0.5, per: client }")),
        new PlanErrorCase("HF2156", "services.shop.breaker.trial-timeout", "A trial fails after 1s, and is slow only after 2s", Texts.WithService("breaker: { slow: 2s, trial-timeout: «1s }")),
        new PlanErrorCase("HF2157", "services.shop.breaker.window", "10000 keys of 10001 calls each are 100010000 calls, and 100000000 are the most", Texts.WithService("breaker: { per: client, keys-max: 10000, window: «10001 calls }")),
        new PlanErrorCase("HF2160", "interfaces.all.retry.hedge", "The interface matches POST alone", Texts.WithInterface("retry: { «hedge: { after: p95 } }").Replace("match: { ", "match: { method: POST, ", StringComparison.Ordinal)),
        new PlanErrorCase("HF2160", "interfaces.all.retry.hedge", "Write 'requests: idempotent'", Texts.WithInterface("retry: { «hedge: { after: p95 } }").Replace("match: { ", "match: { method: [PUT, DELETE], ", StringComparison.Ordinal)),
        new PlanErrorCase("HF2161", "interfaces.all.retry.hedge", "'attempts' is 1", Texts.WithInterface("retry: { attempts: 1, «hedge: { after: 30ms } }")),
        new PlanErrorCase("HF2162", "interfaces.all.retry.hedge.after", "The second attempt is made after 800ms, and the first ends after 800ms", Texts.WithInterface("retry: { per-try: 800ms, hedge: { after: «800ms } }")),
        new PlanErrorCase("HF2162", "interfaces.all.retry.hedge.after", "and the call ends after 2s", Texts.WithInterface("timeout: 2s, retry: { hedge: { after: «3s } }")),
        new PlanErrorCase("HF2163", "interfaces.all.retry.hedge.at-most", "the service's budget is 0.2", Texts.WithInterface("retry: { hedge: { at-most: «0.3 } }")),
        new PlanErrorCase("HF2310", "protect", "Neither the wait nor the processor nor the memory counts", Texts.WithRoot("«protect: { cpu: none, memory: none, queue-wait: none }")),
        new PlanErrorCase("HF2311", "protect.queue-wait", "The processor counts only where work waits as well", Texts.WithRoot("protect: { queue-wait: «none }")),
        new PlanErrorCase("HF2240", "services.shop.overload.start", "The limit starts at 100, and is to be between 4 and 50", Texts.WithService("overload: { start: «100, max: 50 }")),
        new PlanErrorCase("HF2240", "services.shop.overload.max", "The limit starts at 100", Texts.WithService("overload: { max: «50 }")),
        new PlanErrorCase("HF2240", "services.shop.overload.min", "is to be between 200 and 10000", Texts.WithService("overload: { min: «200 }")),
        new PlanErrorCase("HF2241", "services.shop.overload.wait", "A call may wait for 2s, and 'all' has 2s for all of it", Texts.WithInterface("timeout: 2s").Replace("shop: { ", "shop: { overload: { wait: «2s }, ", StringComparison.Ordinal)),
        new PlanErrorCase("HF2030", "services.shop.health.probe.timeout", "The timeout of 5s is not shorter than the interval of 5s", Texts.WithService("health: { probe: { path: /h, timeout: «5s } }")),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void BrokenRule_Read_IsOneErrorAtItsPlace(PlanErrorCase one)
    {
        var error = Texts.Bad(one.Text);

        error.Id.ShouldBe(one.Id);
        $"{error.Message} {error.Advice}".ShouldContain(one.Message);
        error.Path.ShouldBe(one.Path);
        error.Place.ToString().ShouldBe("plan.yaml:" + one.Place);
    }

    [Theory]
    [InlineData("path: /a", "path: /A")]
    [InlineData("path: /a", "path: /a/")]
    [InlineData("path: \"/a/{x}\"", "path: /a/x")]
    [InlineData("path: /a", "path: /a, method: GET")]
    [InlineData("path: /a, method: GET", "path: /a, method: [POST, PUT]")]
    [InlineData("path: /a, host: a.com", "path: /a, host: \"*.a.com\"")]
    [InlineData("path: /a, header: { X: \"1\" }", "path: /a, header: { X: \"2\" }")]
    [InlineData("path: /a, query: { x: \"1\" }", "path: /a, query: { X: \"1\" }")]
    public void TwoInterfaces_ThatDiffer_AreNoConflict(string first, string second) =>
        Texts.Good(Texts.WithMatch(first) + $"\n  b: {{ match: {{ {second} }}, service: shop }}").Interfaces.Count.ShouldBe(2);

    [Fact]
    public void BadService_Read_MakesItsInterfaceNoSecondError() =>
        Texts.Bad(Texts.WithService("protocol: http9")).Known.ShouldBe(ValueErrors.Choice);

    [Fact]
    public void BadInterface_Read_LeavesItsServiceUsed() =>
        Texts.Bad(Texts.WithInterface("timeout: 5")).Known.ShouldBe(ValueErrors.Malformed);

    [Fact]
    public void BadOwners_Read_AreOneErrorNotOneForEachInterface() =>
        Texts.Bad(Texts.Least.Replace("bob@example.com", "\" bob\"", StringComparison.Ordinal)).Path.ShouldBe("owners[1]");

    [Theory]
    [InlineData("")]
    [InlineData("method: GET, ")]
    [InlineData("method: [POST, GET], ")]
    public void Hedge_OfAnythingThatMayBeMadeTwice_IsGood(string method) =>
        Texts.Good(Texts.WithInterface("retry: { hedge: { after: p95 } }").Replace("match: { ", $"match: {{ {method}", StringComparison.Ordinal));

    [Fact]
    public void Hedge_OfPostWhoseKeysAreDeclared_IsGood() =>
        Texts.Good(Texts.WithInterface("retry: { hedge: { after: p95, requests: idempotent } }").Replace("match: { ", "match: { method: POST, ", StringComparison.Ordinal));

    [Fact]
    public void AttemptsThatJustFit_Read_AreGood() =>
        Texts.Good(Texts.WithInterface("timeout: 2s, retry: { attempts: 2, per-try: 1s }"));
}
