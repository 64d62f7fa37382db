using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Principles.Balancing.HotKeys;

public sealed class HotKeysRulesTests
{
    private const string Hash = "balance: { policy: hash }";

    [Theory]
    [InlineData("key: path", "")]
    [InlineData("key: [ \"parameter:id\", client ], rate: 500/s, share: none, window: 5s", "")]
    [InlineData("key: path, spread: 2", Hash)]
    [InlineData("key: path, spread: 2", "balance: { sticky: { cookie: c } }")]
    public void Check_AGoodWatch_IsTaken(string watch, string service) => Errors(watch, service).ShouldBeEmpty();

    [Theory]
    [InlineData("key: path, share: none", "", "HF2280", "interfaces.i.hot-keys")]
    [InlineData("key: path, spread: 2", "", "HF2281", "interfaces.i.hot-keys.spread")]
    [InlineData("key: path, spread: 3", Hash, "HF2282", "interfaces.i.hot-keys.spread")]
    [InlineData("key: path, share: none, rate: 10/s, minimum-calls: 50", "", "HF2283", "interfaces.i.hot-keys.minimum-calls")]
    [InlineData("key: path, share: none, rate: 10/s", "", "HF2283", "interfaces.i.hot-keys.rate")]
    [InlineData("key: \"parameter:item\"", "", "HF2190", "interfaces.i.hot-keys.key")]
    [InlineData("share: 0.5", "", "HF1102", "interfaces.i.hot-keys")]
    [InlineData("key: path, rate: 0/s", "", "HF1105", "interfaces.i.hot-keys.rate")]
    [InlineData("key: path, window: 2m", "", "HF1105", "interfaces.i.hot-keys.window")]
    [InlineData("key: path, top: 100000", "", "HF1105", "interfaces.i.hot-keys.top")]
    public void Check_ABadWatch_IsRefusedWithItsPlaceAndReason(string watch, string service, string id, string path)
    {
        var error = Errors(watch, service).ShouldHaveSingleItem();
        (error.Known.Id, error.Path).ShouldBe((id, path));
        error.Advice.ShouldNotBeEmpty();
    }

    private static IReadOnlyList<PlanError> Errors(string watch, string service) => PlanReader.Read(
        "plan.yaml", new MemoryPlanFiles().Add("plan.yaml", $$"""
            holdfast: 1
            owners: [a@example.com, b@example.com]
            services:
              s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002" ] } }, {{service}} }
            interfaces:
              i: { match: { path: "/items/{id}" }, service: s, hot-keys: { {{watch}} } }
            """), static _ => null).Errors;
}
