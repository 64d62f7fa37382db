using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Principles.Degradation.Caching;

public sealed class CacheRulesTests
{
    [Theory]
    [InlineData("cache: {}")]
    [InlineData("cache: none")]
    [InlineData("cache: { ttl: 10s, stale-while-revalidate: 1m, stale-if-error: 1h, heuristic: 0.1 }")]
    [InlineData("cache: { per: header:Authorization, vary-by: [header:X-Tenant, query:page] }")]
    [InlineData("cache: {}, coalesce: { leader-timeout: 500ms }")]
    [InlineData("hot-keys: { key: path }, cache: { ttl: 1s, only: hot }, coalesce: { only: hot }")]
    [InlineData("isolate: { concurrency: 5, per: \"header:Authorization\" }, cache: { per: header:Authorization }")]
    [InlineData("cache: {}, otherwise: { stale: { max-age: 1h } }")]
    [InlineData("match: { path: /a, header: { Authorization: \"*\" } }, cache: { per: header:Authorization }")]
    [InlineData("match: { path: /a, header: { Cookie: \"*\" } }, cache: { cookies: ignore }")]
    public void Check_WhatCanBeKept_IsGood(string fields) => Errors(fields).ShouldBeEmpty();

    [Theory]
    [InlineData("match: { path: /a, header: { Authorization: \"*\" } }, cache: {}", "HF2260", "interfaces.i.cache")]
    [InlineData("match: { path: /a, header: { cookie: \"*\" } }, cache: { ttl: 1s }", "HF2260", "interfaces.i.cache")]
    [InlineData("isolate: { concurrency: 5, per: \"claim:sub\" }, cache: {}", "HF2260", "interfaces.i.cache")]
    [InlineData("cache: { ttl: 1s, only: hot }", "HF2268", "interfaces.i.cache.only")]
    [InlineData("coalesce: { only: hot }", "HF2268", "interfaces.i.coalesce.only")]
    [InlineData("cache: { per: claim:sub }", "HF2261", "interfaces.i.cache.per")]
    [InlineData("cache: { per: client }", "HF2261", "interfaces.i.cache.per")]
    [InlineData("match: { path: /a, method: [POST, PUT] }, cache: {}", "HF2262", "interfaces.i.cache")]
    [InlineData("match: { path: /a, method: POST }, coalesce: {}", "HF2262", "interfaces.i.coalesce")]
    [InlineData("cache: { vary-by: query:a, ignore-query: [a, b] }", "HF2263", "interfaces.i.cache.ignore-query")]
    [InlineData("cache: { max-bytes: 1MB, max-entry: 2MB }", "HF2264", "interfaces.i.cache.max-entry")]
    [InlineData("cache: { max-bytes: 512KB }", "HF2264", "interfaces.i.cache.max-bytes")]
    [InlineData("otherwise: { stale: {} }", "HF2265", "interfaces.i.otherwise.stale")]
    [InlineData("timeout: 1s, coalesce: { leader-timeout: 1s }", "HF2266", "interfaces.i.coalesce.leader-timeout")]
    [InlineData("cache: { per: cookie:session, cookies: ignore }", "HF2267", "interfaces.i.cache.per")]
    public void Check_WhatCannot_IsRefused(string fields, string id, string path)
    {
        var error = Errors(fields).ShouldHaveSingleItem();

        error.Id.ShouldBe(id);
        error.Path.ShouldBe(path);
    }

    private static IReadOnlyList<PlanError> Errors(string fields) => PlanReader.Read(
        "plan.yaml",
        new MemoryPlanFiles().Add("plan.yaml", $$"""
            holdfast: 1
            owners: [a@example.com, b@example.com]
            server: { trusted-proxies: [ "10.0.0.0/8" ] }
            services:
              s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } } }
            interfaces:
              i: { {{(fields.Contains("match:", StringComparison.Ordinal) ? "" : "match: { path: /a }, ")}}service: s, {{fields}} }
            """),
        static _ => null).Errors;
}
