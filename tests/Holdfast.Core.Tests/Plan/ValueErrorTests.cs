using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Plan;

public sealed class ValueErrorTests
{
    public static TheoryData<PlanErrorCase> Cases =>
    [
        // Keys
        new PlanErrorCase("HF1101", "interfaces.all.retri", "Did you mean 'retry'?", Texts.WithInterface("«retri: {}")),
        new PlanErrorCase("HF1101", "services.shop.balanc", "Did you mean 'balance'?", Texts.WithService("«balanc: {}")),
        new PlanErrorCase("HF1101", "servises", "Did you mean 'services'?", Texts.WithRoot("«servises: {}")),
        new PlanErrorCase("HF1102", "interfaces.all", "interface lacks 'service'", Texts.Least.Replace("all: { match: { path: \"/**\" }, service: shop", "«all: { match: { path: \"/**\" }", StringComparison.Ordinal)),
        new PlanErrorCase("HF1102", "", "plan lacks 'holdfast'", Texts.Least.Replace("holdfast: 1\n", "«", StringComparison.Ordinal)),
        new PlanErrorCase("HF1102", "interfaces.all.match", "match lacks 'path'", Texts.Least.Replace("match: { path: \"/**\" }", "«match: { method: GET }", StringComparison.Ordinal)),
        // Kinds
        new PlanErrorCase("HF1103", "interfaces.all.retry", "retry is a section, and a list stands here", Texts.WithInterface("retry: «[]")),
        new PlanErrorCase("HF1103", "interfaces.all.retry", "Write it as 'retry: { attempts: 3 }'. To switch it off, write 'retry: { attempts: 1 }'.", Texts.WithInterface("retry: «none")),
        new PlanErrorCase("HF1103", "services.shop.health.eject", "Write it as 'eject: { consecutive-failures: 5 }'. To switch it off, write 'eject: none'.", Texts.WithService("health: { eject: «off }")),
        new PlanErrorCase("HF1103", "services.shop.balance.sticky", "Write it as 'sticky: { cookie: holdfast-node }'. To switch it off, write 'sticky: none'.", Texts.WithService("balance: { sticky: «true }")),
        new PlanErrorCase("HF1103", "services.shop.health.probe", "Write it as 'probe: { path: /healthz }'.", Texts.WithService("health: { probe: «/healthz }")),
        new PlanErrorCase("HF1104", "services.shop.health.panic", "To switch it off, write 'panic: none'.", Texts.WithService("health: { panic: «off }")),
        new PlanErrorCase("HF1107", "services.shop.balance.sticky.cookie", "'a b' is not a cookie name", Texts.WithService("balance: { sticky: { cookie: «a b } }")),
        new PlanErrorCase("HF1103", "interfaces.all.timeout", "'timeout' has no value", Texts.WithInterface("«timeout:")),
        new PlanErrorCase("HF1103", "interfaces.all.timeout", "A single value is needed, and a list stands here", Texts.WithInterface("timeout: «[2s]")),
        new PlanErrorCase("HF1103", "services.shop.versions.v1.nodes", "A list is needed, and a single value stands here", Texts.WithNode("x").Replace("[ x ]", "«x", StringComparison.Ordinal)),
        // Durations
        new PlanErrorCase("HF1104", "interfaces.all.timeout", "Write 5ms, 5s or 5m", Texts.WithInterface("timeout: «5")),
        new PlanErrorCase("HF1104", "interfaces.all.timeout", "'NaN' is not a duration", Texts.WithInterface("timeout: «NaN")),
        new PlanErrorCase("HF1104", "interfaces.all.timeout", "'.inf' is not a duration", Texts.WithInterface("timeout: «.inf")),
        new PlanErrorCase("HF1104", "interfaces.all.timeout", "'5x' is not a duration", Texts.WithInterface("timeout: «5x")),
        new PlanErrorCase("HF1104", "interfaces.all.timeout", "'30m1h' is not a duration", Texts.WithInterface("timeout: «30m1h")),
        new PlanErrorCase("HF1104", "interfaces.all.timeout", "'1.2.3s' is not a duration", Texts.WithInterface("timeout: «1.2.3s")),
        new PlanErrorCase("HF1104", "interfaces.all.timeout", "is not a duration", Texts.WithInterface("timeout: «99999999999999999999s")),
        new PlanErrorCase("HF1105", "interfaces.all.timeout", "'-2s' is negative", Texts.WithInterface("timeout: «-2s")),
        new PlanErrorCase("HF1105", "interfaces.all.timeout", "Write a duration of 1ms to 24h", Texts.WithInterface("timeout: «999999999d")),
        new PlanErrorCase("HF1105", "interfaces.all.timeout", "'0' is out of bounds", Texts.WithInterface("timeout: «0")),
        // Sizes
        new PlanErrorCase("HF1104", "interfaces.all.max-body", "'10' has no unit", Texts.WithInterface("max-body: «10")),
        new PlanErrorCase("HF1104", "interfaces.all.max-body", "'10Mb' is not a size", Texts.WithInterface("max-body: «10Mb")),
        new PlanErrorCase("HF1104", "interfaces.all.max-body", "not a whole number of bytes", Texts.WithInterface("max-body: «0.3B")),
        new PlanErrorCase("HF1105", "interfaces.all.max-body", "'-1MB' is negative", Texts.WithInterface("max-body: «-1MB")),
        new PlanErrorCase("HF1105", "interfaces.all.max-body", "'9999999TB' is out of bounds", Texts.WithInterface("max-body: «9999999TB")),
        // Counts and ratios
        new PlanErrorCase("HF1105", "interfaces.all.retry.attempts", "Write a whole number of 1 to 10", Texts.WithInterface("retry: { attempts: «0 }")),
        new PlanErrorCase("HF1105", "interfaces.all.retry.attempts", "99999999999999999999 is out of bounds", Texts.WithInterface("retry: { attempts: «99999999999999999999 }")),
        new PlanErrorCase("HF1104", "interfaces.all.retry.attempts", "'two' is not a whole number", Texts.WithInterface("retry: { attempts: «two }")),
        new PlanErrorCase("HF1104", "interfaces.all.retry.attempts", "'1.5' is not a whole number", Texts.WithInterface("retry: { attempts: «1.5 }")),
        new PlanErrorCase("HF1104", "services.shop.health.eject.at-most", "'50%' is a percentage", Texts.WithService("health: { eject: { at-most: «50% } }")),
        new PlanErrorCase("HF1105", "services.shop.health.eject.at-most", "1.5 is out of bounds", Texts.WithService("health: { eject: { at-most: «1.5 } }")),
        new PlanErrorCase("HF1105", "services.shop.health.eject.at-most", "0 is out of bounds", Texts.WithService("health: { eject: { at-most: «0 } }")),
        new PlanErrorCase("HF1104", "services.shop.health.eject.at-most", "'NaN' is not a ratio", Texts.WithService("health: { eject: { at-most: «NaN } }")),
        // Choices, names, texts
        new PlanErrorCase("HF1106", "services.shop.protocol", "Did you mean 'http1'?", Texts.WithService("protocol: «http3")),
        new PlanErrorCase("HF1106", "services.shop.balance.policy", "Did you mean 'round-robin'?", Texts.WithService("balance: { policy: «roundrobin }")),
        new PlanErrorCase("HF1107", "owners[0]", "holds a control character", Texts.Least.Replace("owners: [ann@example.com, bob@example.com]\n", "", StringComparison.Ordinal) + "\nowners: [«\"ann\\r\\nX-Evil: 1\", bob@example.com, eve@example.com]"),
        new PlanErrorCase("HF1107", "interfaces.all.match.header.X-A", "no header value may have", Texts.WithMatch("path: /a, header: { X-A: «\"a\\r\\nb\" }")),
        new PlanErrorCase("HF1107", "interfaces.all.match.header.X A", "'X A' is not a header name", Texts.WithMatch("path: /a, header: { «\"X A\": b }")),
        new PlanErrorCase("HF1107", "interfaces.all.match.method", "'GET /' is not an HTTP method", Texts.WithMatch("path: /a, method: «\"GET /\"")),
        new PlanErrorCase("HF1108", "interfaces.a b", "'a b' is not a name", Texts.WithRoot("  «\"a b\": { match: { path: /b }, service: shop }")),
        // Addresses
        new PlanErrorCase("HF1109", "services.shop.versions.v1.nodes[0].url", "has the scheme 'ftp'", Texts.WithNode("«\"ftp://10.0.0.1\"")),
        new PlanErrorCase("HF1109", "services.shop.versions.v1.nodes[0].url", "has a path", Texts.WithNode("«\"http://10.0.0.1/api\"")),
        new PlanErrorCase("HF1109", "services.shop.versions.v1.nodes[0].url", "has a query", Texts.WithNode("«\"http://10.0.0.1?x=1\"")),
        new PlanErrorCase("HF1109", "services.shop.versions.v1.nodes[0].url", "has a user part", Texts.WithNode("«\"http://me:pass@10.0.0.1\"")),
        new PlanErrorCase("HF1109", "services.shop.versions.v1.nodes[0].url", "is not an address", Texts.WithNode("«\"10.0.0.1:5000\"")),
        new PlanErrorCase("HF1109", "services.shop.versions.v1.nodes[0].url", "is not an address", Texts.WithNode("«\"http://a b/\"")),
        new PlanErrorCase("HF1109", "services.shop.versions.v1.nodes[0].url", "is not an address", Texts.WithNode("«\"http://a\\r\\nX: y\"")),
        new PlanErrorCase("HF1110", "services.shop.versions.v1.nodes[0].url", "credentials", Texts.WithNode("«\"http://169.254.169.254\"")),
        new PlanErrorCase("HF1110", "services.shop.versions.v1.nodes[0].url", "credentials", Texts.WithNode("«\"http://2852039166\"")),
        new PlanErrorCase("HF1110", "services.shop.versions.v1.nodes[0].url", "credentials", Texts.WithNode("«\"http://0xa9fea9fe\"")),
        new PlanErrorCase("HF1110", "services.shop.versions.v1.nodes[0].url", "credentials", Texts.WithNode("«\"http://[::ffff:169.254.169.254]\"")),
        new PlanErrorCase("HF1110", "services.shop.versions.v1.nodes[0].url", "credentials", Texts.WithNode("«\"http://[64:ff9b::a9fe:a9fe]\"")),
        new PlanErrorCase("HF1110", "services.shop.versions.v1.nodes[0].url", "link-local", Texts.WithNode("«\"http://[fe80::1]:80\"")),
        new PlanErrorCase("HF1110", "services.shop.versions.v1.nodes[0].url", "credentials", Texts.WithNode("«\"http://metadata.google.internal\"")),
        new PlanErrorCase("HF1110", "services.shop.versions.v1.nodes[0].url", "no host", Texts.WithNode("«\"http://0.0.0.0:80\"")),
        new PlanErrorCase("HF1110", "services.shop.versions.v1.nodes[0].url", "multicast", Texts.WithNode("«\"http://224.0.0.1\"")),
        new PlanErrorCase("HF1111", "listeners.web.address", "Write host:port", Texts.WithRoot("listeners: { web: { address: «\"8080\" } }")),
        new PlanErrorCase("HF1111", "listeners.web.address", "is not an address to listen on", Texts.WithRoot("listeners: { web: { address: «\"127.1:80\" } }")),
        new PlanErrorCase("HF1111", "listeners.web.address", "is not an address to listen on", Texts.WithRoot("listeners: { web: { address: «\"127.0.0.1:99999\" } }")),
        new PlanErrorCase("HF1112", "server.trusted-proxies[0]", "Write 10.0.0.1/32", Texts.WithRoot("server: { trusted-proxies: [ «10.0.0.1 ] }")),
        new PlanErrorCase("HF1112", "server.trusted-proxies[0]", "bits after the prefix", Texts.WithRoot("server: { trusted-proxies: [ «10.0.0.1/8 ] }")),
        // Paths and hosts
        new PlanErrorCase("HF1113", "interfaces.all.match.path", "does not begin with '/'", Texts.WithMatch("path: «api")),
        new PlanErrorCase("HF1113", "interfaces.all.match.path", "empty segment", Texts.WithMatch("path: «/a//b")),
        new PlanErrorCase("HF1113", "interfaces.all.match.path", "has the segment '..'", Texts.WithMatch("path: «/a/../b")),
        new PlanErrorCase("HF1113", "interfaces.all.match.path", "encoded slash", Texts.WithMatch("path: «/a%2Fb")),
        new PlanErrorCase("HF1113", "interfaces.all.match.path", "names {id} twice", Texts.WithMatch("path: «\"/a/{id}/{id}\"")),
        new PlanErrorCase("HF1113", "interfaces.all.match.path", "goes on after {rest...}", Texts.WithMatch("path: «\"/a/{rest...}/b\"")),
        new PlanErrorCase("HF1113", "interfaces.all.match.path", "goes on after **", Texts.WithMatch("path: «\"/**/b\"")),
        new PlanErrorCase("HF1113", "interfaces.all.match.path", "partly literal", Texts.WithMatch("path: «\"/a{id}\"")),
        new PlanErrorCase("HF1113", "interfaces.all.match.path", "Write {name} for one segment", Texts.WithMatch("path: «\"/a/*/b\"")),
        new PlanErrorCase("HF1107", "interfaces.all.match.path", "Match the query under 'query'", Texts.WithMatch("path: «\"/a?b=c\"")),
        new PlanErrorCase("HF1107", "interfaces.all.match.path", "control character", Texts.WithMatch("path: «\"/a\\r\\nb\"")),
        new PlanErrorCase("HF1114", "interfaces.all.match.host", "without scheme and port", Texts.WithMatch("path: /a, host: «\"http://api.example.com\"")),
        new PlanErrorCase("HF1114", "interfaces.all.match.host", "without scheme and port", Texts.WithMatch("path: /a, host: «\"api.example.com:80\"")),
        new PlanErrorCase("HF1114", "interfaces.all.match.host", "is not a host name", Texts.WithMatch("path: /a, host: «\"a.*.com\"")),
        new PlanErrorCase("HF1114", "interfaces.all.host", "is not a host name", Texts.WithInterface("host: «\"a\\r\\nb\"")),
        // Numbers of entries, format
        new PlanErrorCase("HF1115", "interfaces", "There is no interface", "holdfast: 1\nservices: {}\n\n\ninterfaces: «{}"),
        new PlanErrorCase("HF1115", "interfaces.all.match.host", "The list has 0 entries", Texts.WithMatch("path: /a, host: «[]")),
        new PlanErrorCase("HF1116", "holdfast", "reads format 1", Texts.Least.Replace("holdfast: 1", "holdfast: «2", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void OneFault_Read_IsOneErrorAtItsPlace(PlanErrorCase one)
    {
        var error = Texts.Bad(one.Text);

        error.Id.ShouldBe(one.Id);
        $"{error.Message} {error.Advice}".ShouldContain(one.Message);
        error.Path.ShouldBe(one.Path);
        error.Place.ToString().ShouldBe("plan.yaml:" + one.Place);
        error.Message.ShouldNotEndWith(".");
        error.Advice.ShouldEndWith(".");
    }
}
