using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Matching;

public sealed class RouterTests
{
    [Theory]
    [InlineData("GET", "/api/users", "literal")]
    [InlineData("POST", "/api/users", "literal-post")]
    [InlineData("GET", "/api/users/7", "one")]
    [InlineData("GET", "/api/users/me", "me")]
    [InlineData("GET", "/api/users/7/orders", "rest")]
    [InlineData("GET", "/api/users/me/orders", "rest")]
    [InlineData("GET", "/api", "rest")]
    [InlineData("GET", "/api/", "rest")]
    [InlineData("GET", "/elsewhere", null)]
    [InlineData("GET", "/api/users/", "rest")]
    [InlineData("GET", "/API/users", null)]
    public Task Match_Paths_MostSpecificWins(string method, string path, string? expected) => Match(
        """
          literal: { match: { path: /api/users }, service: s }
          literal-post: { match: { method: POST, path: /api/users }, service: s }
          one: { match: { path: "/api/users/{id}" }, service: s }
          me: { match: { path: /api/users/me }, service: s }
          rest: { match: { path: "/api/**" }, service: s }
        """, expected, call => (call.Verb, call.Target) = (method, path));

    [Theory]
    [InlineData("api.example.com", "exact")]
    [InlineData("API.Example.com", "exact")]
    [InlineData("x.deep.example.com", "deep")]
    [InlineData("x.example.com", "wildcard")]
    [InlineData("example.com", "any")]
    [InlineData("other.org", "any")]
    [InlineData("badexample.com", "any")]
    public Task Match_Hosts_ExactThenLongestWildcardThenAny(string host, string expected) => Match(
        """
          exact: { match: { host: api.example.com, path: "/**" }, service: s }
          deep: { match: { host: "*.deep.example.com", path: "/**" }, service: s }
          wildcard: { match: { host: "*.example.com", path: "/**" }, service: s }
          any: { match: { path: "/**" }, service: s }
        """, expected, call => call.Authority = host);

    [Fact]
    public Task Match_HostHasNoSuchPath_FallsBackToAnyHost() => Match(
        """
          own: { match: { host: api.example.com, path: /only }, service: s }
          any: { match: { path: "/**" }, service: s }
        """, "any", call => (call.Authority, call.Target) = ("api.example.com", "/other"));

    [Theory]
    [InlineData("beta", null, "header")]
    [InlineData("other", null, "plain")]
    [InlineData(null, "2", "query")]
    [InlineData("beta", "2", "both")]
    [InlineData(null, null, "plain")]
    public Task Match_HeadersAndQuery_MoreConditionsFirst(string? header, string? query, string expected) => Match(
        """
          plain: { match: { path: /p }, service: s }
          header: { match: { path: /p, header: { X-Ring: beta } }, service: s }
          query: { match: { path: /p, query: { v: "*" } }, service: s }
          both: { match: { path: /p, header: { X-Ring: beta }, query: { v: "2" } }, service: s }
        """, expected, call =>
        {
            call.Target = "/p";
            if (header is not null) call.Headers["x-ring"] = header;
            if (query is not null) call.Query["v"] = query;
        });

    [Fact]
    public Task Match_LiteralBranchLeadsNowhere_IsTakenBack() => Match(
        """
          literal: { match: { path: /a/b/c }, service: s }
          parameter: { match: { path: "/{x}/b/{y}" }, service: s }
        """, "parameter", call => call.Target = "/a/b/d");

    private static async Task Match(string interfaces, string? expected, Action<FakeCall> ask)
    {
        await using var bench = new Bench($"""
            holdfast: 1
            owners: [a@example.com, b@example.com]
            services:
              s: {"{ versions: { v1: { nodes: [ \"http://127.0.0.1:1001\" ] } } }"}
            interfaces:
            {interfaces}
            """);
        var call = bench.Call();
        ask(call);
        bench.Plan.Router.Match(call)?.Name.ShouldBe(expected);
        if (expected is null) bench.Plan.Router.Match(call).ShouldBeNull();
    }
}
