using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Principles.Degradation.Levels;

/// <summary>What cannot be carried out is refused when the plan is read, at its place.</summary>
public sealed class LevelsRulesTests
{
    [Theory]
    [InlineData("{ interface: i, answer: off }")]
    [InlineData("{ interface: j, answer: stale }")]
    [InlineData("{ interface: i, answer: { status: 503, body: later } }")]
    [InlineData("{ interface: i, share: 0.5 }")]
    [InlineData("{ interface: i, limit: 100/s }")]
    [InlineData("{ service: s, breaker: open }")]
    [InlineData("{ service: s, drain: { zone: west } }")]
    [InlineData("{ service: s, drain: { node: \"http://127.0.0.1:1001\" } }")]
    public void Check_AStepThatCanBeCarriedOut_IsGood(string step) => Errors($"level-1: [ {step} ]").ShouldBeEmpty();

    [Theory]
    [InlineData("{ interface: k, answer: off }", "HF2350")]
    [InlineData("{ service: k, breaker: open }", "HF2350")]
    [InlineData("{ service: s, drain: { zone: north } }", "HF2350")]
    [InlineData("{ service: s, drain: { node: \"http://127.0.0.1:9\" } }", "HF2350")]
    [InlineData("{ interface: i }", "HF2351")]
    [InlineData("{ service: s }", "HF2351")]
    [InlineData("{ answer: off }", "HF2351")]
    [InlineData("{ interface: i, service: s, answer: off }", "HF2351")]
    [InlineData("{ interface: i, answer: off, limit: 1/s }", "HF2351")]
    [InlineData("{ interface: i, breaker: open }", "HF2351")]
    [InlineData("{ service: s, limit: 1/s }", "HF2351")]
    [InlineData("{ service: s, drain: {} }", "HF2351")]
    [InlineData("{ service: s, drain: { zone: west, node: \"http://127.0.0.1:1001\" } }", "HF2351")]
    [InlineData("{ interface: i, answer: stale }", "HF2352")]
    [InlineData("{ service: t, breaker: open }", "HF2353")]
    [InlineData("{ service: t, drain: { node: \"http://127.0.0.1:1003\" } }", "HF2355")]
    [InlineData("{ interface: i, answer: { status: 204, body: a } }", "HF2168")]
    [InlineData("{ interface: i, answer: stal }", "HF1106")]
    [InlineData("{ interface: i, limit: 0/s }", "HF1105")]
    public void Check_AStepThatCannot_IsRefusedAtItsPlace(string step, string id)
    {
        var error = Errors($"level-1: [ {step} ]").ShouldHaveSingleItem();

        (error.Id, error.Place.Line).ShouldBe((id, 13), error.ToString());
    }

    [Theory]
    [InlineData("level-2: [ { interface: i, answer: off } ]", "HF1102")]
    [InlineData("level-1: [ { interface: i, answer: off } ], level-3: [ { interface: i, answer: off } ]", "HF2354")]
    [InlineData("level-1: []", "HF1115")]
    [InlineData("level-1: [ { interface: i, answer: off } ], expires: 8d", "HF1105")]
    public void Check_LevelsThatAreNone_AreRefused(string plan, string id) => Errors(plan).Select(static error => error.Id).ShouldBe([id]);

    [Theory]
    [InlineData("{ when: p99(i) > 2s, for: 10s, level: 1 }")]
    [InlineData("[ { when: breaker(s) or usable(s) < 50% }, { at: \"0 20 * * fri\", zone: Asia/Shanghai, lasts: 30m } ]")]
    [InlineData("{ when: cpu > 90% and memory < 95% }")]
    public void Check_WhatCanEnterIt_IsGood(string enter) => Errors($"level-1: [ {{ interface: i, answer: off }} ], enter: {enter}").ShouldBeEmpty();

    [Theory]
    [InlineData("{ level: 1 }", "HF2359")]
    [InlineData("{ when: cpu > 90%, at: \"0 20 * * *\" }", "HF2359")]
    [InlineData("{ when: cpu > 90%, zone: UTC }", "HF2359")]
    [InlineData("{ at: \"0 20 * * *\", for: 10s }", "HF2359")]
    [InlineData("{ at: \"0 20 * * *\", lasts: 2h }", "HF2359")]
    [InlineData("{ when: cpu > 90%, level: 2 }", "HF2354")]
    [InlineData("{ when: p99(k) > 2s }", "HF2350")]
    [InlineData("{ when: breaker(i) }", "HF2350")]
    [InlineData("{ when: breaker(t) }", "HF2358")]
    [InlineData("{ when: overload(s) }", "HF2358")]
    [InlineData("{ when: nonsense }", "HF2357")]
    [InlineData("{ at: \"61 20 * * *\" }", "HF1104")]
    [InlineData("{ at: \"0 20 * * *\", zone: Middle/Earth }", "HF1106")]
    [InlineData("{ at: \"0 20 * * *\", zone: ../../etc/passwd }", "HF1106")]
    public void Check_WhatCannotEnterIt_IsRefused(string enter, string id)
    {
        var error = Errors($"level-1: [ {{ interface: i, answer: off }} ], enter: {enter}").ShouldHaveSingleItem();

        (error.Id, error.Place.Line).ShouldBe((id, 13), error.ToString());
    }

    [Fact]
    public void Check_MoreStepsThanCanBeRehearsed_AreRefused()
    {
        var steps = string.Join(", ", Enumerable.Repeat("{ interface: i, answer: off }", 201));

        Errors($"level-1: [ {steps} ]").ShouldHaveSingleItem().Id.ShouldBe("HF2356");
    }

    private static IReadOnlyList<PlanError> Errors(string degradation) => PlanReader.Read(
        "plan.yaml",
        new MemoryPlanFiles().Add("plan.yaml", $$"""
            holdfast: 1
            owners: [a@example.com, b@example.com]
            zones: [east, west]
            services:
              s: { breaker: {}, versions: { v1: { nodes: [ { url: "http://127.0.0.1:1001", zone: east }, { url: "http://127.0.0.1:1002", zone: west } ] } } }
              t: { versions: { v1: { nodes: [ "http://127.0.0.1:1003" ] } } }
            interfaces:
              i: { match: { path: "/a" }, service: s }
              j: { match: { path: "/b" }, service: t, cache: { ttl: 1m } }
            degradation:
              sale: {
                expires: 1h,
                {{degradation}}
                }
            """.Replace("expires: 1h,\n", degradation.Contains("expires", StringComparison.Ordinal) ? "\n" : "expires: 1h,\n", StringComparison.Ordinal)), static _ => null).Errors;
}
