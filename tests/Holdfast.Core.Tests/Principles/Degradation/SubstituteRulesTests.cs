using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Principles.Degradation;

public sealed class SubstituteRulesTests
{
    [Theory]
    [InlineData("{ answer: { body: \"[]\" } }")]
    [InlineData("{ answer: { file: empty.json } }")]
    [InlineData("{ service: spare }")]
    [InlineData("{ version: v1 }")]
    [InlineData("[ { service: spare }, { skip: true } ]")]
    [InlineData("[ { on: timeout, skip: true }, { answer: { status: 503, body: gone } } ]")]
    [InlineData("[ { statuses: \"503\", skip: true }, { service: spare } ]")]
    public void Check_WhatCanAnswer_IsGood(string otherwise) => Errors(otherwise).ShouldBeEmpty();

    [Theory]
    [InlineData("{ on: timeout }", "HF2165")]
    [InlineData("{ skip: true, service: spare }", "HF2165")]
    [InlineData("{ service: spares }", "HF2166")]
    [InlineData("{ version: v9 }", "HF2166")]
    [InlineData("{ service: s }", "HF2167")]
    [InlineData("{ version: v2 }", "HF2167")]
    [InlineData("{ answer: { body: a, file: empty.json } }", "HF2168")]
    [InlineData("{ answer: { status: 204, body: a } }", "HF2168")]
    [InlineData("{ answer: { file: missing.json } }", "HF2169")]
    [InlineData("{ answer: { file: large.json } }", "HF2169")]
    [InlineData("[ { skip: true }, { service: spare } ]", "HF2171")]
    [InlineData("{ answer: { headers: { Transfer-Encoding: chunked } } }", "HF2175")]
    public void Check_WhatCannotAnswer_IsRefused(string otherwise, string id) => Errors(otherwise).Select(static error => error.Id).ShouldBe([id]);

    private static IEnumerable<PlanError> Errors(string otherwise) => PlanReader.Read(
        "plan.yaml",
        new MemoryPlanFiles().Add("plan.yaml", $$"""
            holdfast: 1
            owners: [a@example.com, b@example.com]
            services:
              s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] }, v2: { nodes: [ "http://127.0.0.1:1002" ] } }, live: v2 }
              spare: { versions: { v1: { nodes: [ "http://127.0.0.1:1003" ] } } }
            interfaces:
              i: { match: { path: "/a" }, service: s, otherwise: {{otherwise}} }
              j: { match: { path: "/b" }, service: s, otherwise: { service: spare } }
            """).Add("empty.json", "{}").Add("large.json", new string(' ', 1024 * 1024 + 1)),
        static _ => null).Errors;
}
