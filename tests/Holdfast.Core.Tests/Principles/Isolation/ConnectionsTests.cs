using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Isolation;

namespace Holdfast.Core.Tests.Principles.Isolation;

public sealed class ConnectionsTests
{
    [Fact]
    public async Task Enter_NodeHasNoneFree_TheOtherIsAskedThenCallsWaitAndAreRefused()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("connections: { per-node: 1, wait: 2s, queue: 1 }"));
        var inside = stage.Begin(2);
        inside.Select(static call => call.Call.Node!.Address).ShouldBeUnique();
        var waiting = stage.Begin();
        var refused = stage.Begin();
        await refused.OverAsync();
        (refused.Call.Refusal!.Error.Id, refused.Refused, refused.Call.Refusal.Rule).ShouldBe(("HF4028", "connections-full", "services.s.connections"));

        stage.Pass(2.1);

        await waiting.OverAsync();
        (waiting.Call.Refusal!.Error.Id, waiting.Refused).ShouldBe(("HF4028", "connections-wait-over"));
        foreach (var call in inside) await call.EndAsync();
        stage.Version.Counts.Value.ShouldBe(0);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("protocol: http1", 2)]
    [InlineData("protocol: http2", 200)]
    public async Task Compile_Protocol_SaysHowManyCallsAConnectionCarries(string protocol, int calls)
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml($"connections: 2{(protocol.Length > 0 ? $"\n    {protocol}" : "")}", nodes: 1));

        stage.Version.Shape.Capacity.ShouldBe(calls);
    }

    [Fact]
    public async Task Compile_BesideAPool_BothHold()
    {
        await using var stage = new IsolationStage(IsolationPlans.Yaml("pool: { concurrency: 3 }\n    connections: { per-node: 1, queue: 0 }"));

        var calls = stage.Begin(4);

        calls.Count(static call => call.IsAtNode).ShouldBe(2);
        calls[2].Refused.ShouldBe("connections-full");
        stage.Version.Counts.Total.ShouldBe(2, "who finds no connection holds no place in the pool");
        PoolSites.Of(stage.Bench.Plan).Select(static site => site.Kind).ShouldBe(["version", "connections", "node-connections", "node-connections"]);
    }
}
