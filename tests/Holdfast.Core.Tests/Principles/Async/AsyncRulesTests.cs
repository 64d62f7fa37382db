using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Principles.Async;

public sealed class AsyncRulesTests
{
    [Theory]
    [InlineData("async: { when: always, credentials: none }")]
    [InlineData("async: { when: [ overloaded, limited, broken, asked ], credentials: { Authorization: Bearer x }, order: \"parameter:id\", caller: client }")]
    [InlineData("async: none, cache: {}")]
    public void Check_GoodAsync_IsTaken(string fields) => Errors(fields).ShouldBeEmpty();

    [Theory]
    [InlineData("HF2370", "interfaces.i.async", "async: { when: broken, credentials: none }, cache: {}")]
    [InlineData("HF2370", "interfaces.i.async", "async: { when: broken, credentials: none }, coalesce: {}")]
    [InlineData("HF2371", "interfaces.i.async.when", "async: { when: [ always, broken ], credentials: none }")]
    [InlineData("HF2372", "interfaces.i.async.credentials.Host", "async: { when: always, credentials: { Host: a } }")]
    [InlineData("HF2372", "interfaces.i.async.credentials.idempotency-key", "async: { when: always, credentials: { idempotency-key: a } }")]
    [InlineData("HF2373", "interfaces.i.async.schedule", "async: { when: always, credentials: none, max-age: 1m, schedule: 1m }")]
    [InlineData("HF2374", "interfaces.i.async.caller", "async: { when: always, credentials: none, caller: \"parameter:id\" }")]
    [InlineData("HF2190", "interfaces.i.async.key", "async: { when: always, credentials: none, key: \"parameter:no\" }")]
    public void Check_BadAsync_IsRefusedWithPlaceAndReason(string id, string path, string fields)
    {
        var error = Errors(fields).ShouldHaveSingleItem();
        (error.Known.Id, error.Path).ShouldBe((id, path));
        error.Advice.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("async: { when: always }", "credentials")]
    [InlineData("async: { credentials: none }", "when")]
    public void Read_WithoutWhatMustBeSaid_IsRefused(string fields, string missing) => Errors(fields).ShouldHaveSingleItem().Message.ShouldContain(missing);

    private static IReadOnlyList<PlanError> Errors(string fields)
    {
        var files = new MemoryPlanFiles();
        files.Add("plan.yaml", $$"""
            holdfast: 1
            owners: [a@example.com, b@example.com]
            services: { s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } } } }
            interfaces: { i: { match: { path: "/u/{id}" }, service: s, {{fields}} } }
            """);
        return PlanReader.Read("plan.yaml", files, static _ => null).Errors;
    }
}
