using Holdfast.Core.Layers.Effective;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Layers;

/// <summary>What holds, and everybody who has a say in it.</summary>
public sealed class EffectiveReporterTests : IAsyncDisposable
{
    private readonly Bench _bench = new("""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        zones: [east, west]
        services:
          s: { versions: { v1: { nodes: [ { url: "http://127.0.0.1:1001", zone: east }, { url: "http://127.0.0.1:1002", zone: west } ] } }, breaker: {} }
        interfaces:
          i: { match: { path: /i }, service: s, timeout: 2s, limit: { rate: 500/s } }
        degradation:
          sale: { level-1: [ { interface: i, limit: 50/s }, { interface: i, share: 0.5 } ], level-2: [ { interface: i, answer: off }, { service: s, drain: { zone: west } } ] }
          storm: { level-1: [ { interface: i, limit: 5/s } ] }
        """);

    [Fact]
    public void Of_NothingLies_IsThePlan()
    {
        Field("answer").ShouldBe(["the service's own plan +"]);
        Field("limit").ShouldBe(["{ rate: 500/s } plan +"]);
        Field("timeout").ShouldBe(["2s plan +"]);
        Field("criticality").ShouldBe(["normal default +"]);
        EffectiveReporter.Of(_bench.Runtime, "j").ShouldBeNull();
    }

    [Fact]
    public void Of_PlansAndHands_NamesEveryLayerTheUppermostFirst()
    {
        Execute("levels", "enter", ("plan", "sale"), ("level", "2"));
        Execute("levels", "enter", ("plan", "storm"));

        Field("answer").ShouldBe(["off degradation.sale.level-2[0] +", "open to 50% of callers degradation.sale.level-1[1] -", "the service's own plan -"]);
        Field("limit").ShouldBe(["limited to 5/s degradation.storm.level-1[0] +", "limited to 50/s degradation.sale.level-1[0] -", "{ rate: 500/s } plan +"]);
        Field("nodes").ShouldBe(["zone west drained degradation.sale.level-2[1] +", "all that are well plan -"]);

        Execute("degradation", "stale", ("interface", "i")).ShouldBeFalse("it keeps nothing");
        Execute("degradation", "share", ("interface", "i"), ("share", "1"));
        Execute("limits", "limit", ("interface", "i"), ("rate", "9/s"));

        Field("answer")[..2].ShouldBe(["open to 100% of callers by hand +", "off degradation.sale.level-2[0] -"]);
        Field("limit")[0].ShouldBe("limited to 9/s by hand +");
        var layer = EffectiveReporter.Of(_bench.Runtime, "i")!.Fields.Single(static field => field.Name == "answer").Layers[1];
        (layer.Place, layer.By).ShouldBe(("plan.yaml:9", "by ann: test"));
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private string[] Field(string name) =>
        [.. EffectiveReporter.Of(_bench.Runtime, "i")!.Fields.Single(field => field.Name == name).Layers.Select(static layer => $"{layer.Value} {layer.Source} {(layer.Holds ? "+" : "-")}")];

    private bool Execute(string slice, string command, params (string Name, string Value)[] arguments) => _bench.Runtime.Commands.Execute(
        slice, command, new Dictionary<string, string> { ["by"] = "ann", ["why"] = "test" }, arguments.ToDictionary(static one => one.Name, static one => one.Value)).Change is not null;
}
