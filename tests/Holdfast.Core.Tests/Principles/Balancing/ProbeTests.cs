using System.Collections.Concurrent;
using CsCheck;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Testing;

namespace Holdfast.Core.Tests.Principles.Balancing;

public sealed class ProbeTests
{
    private const string Probed = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s:
            versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002" ] } }
            health: { probe: { path: /healthz, every: 5s, timeout: 1s } }
        interfaces:
          i: { match: { path: "/**" }, service: s }
        """;

    [Fact]
    public void Machine_AnyResults_TurnsOnlyAfterTwoInARow() => Gen.Bool.Array[0, 60].Sample(results =>
    {
        var machine = ProbeMachine.Unknown;
        for (var i = 0; i < results.Length; i++)
        {
            var next = machine.Next(results[i]);
            if (next.IsUp != machine.IsUp)
            {
                next.IsUp.ShouldBe(results[i]);
                results[i - 1].ShouldBe(results[i]);
            }

            machine = next;
        }

        if (results.Length >= 2 && results[^1] == results[^2]) machine.IsUp.ShouldBe(results[^1]);
    });

    [Fact]
    public async Task Prober_NodeStopsAnswering_IsWithheldAndComesBack()
    {
        var probe = new ScriptedProbe();
        await using var bench = new Bench(Probed, probe: probe);
        probe.Faults["http://127.0.0.1:1001"] = "status 503";

        await PassUntil(bench, () => !bench.Node(0).State.IsUsable, "the failing node is withheld");
        bench.Node(0).State.Reason.ShouldBe("probe /healthz: status 503");
        bench.Node(0).State.Condition.ShouldBe("probe-failing");
        bench.Node(1).State.IsUsable.ShouldBeTrue();
        bench.Node(1).State.WasProbed.ShouldBeTrue();

        probe.Faults.Clear();
        await PassUntil(bench, () => bench.Node(0).State.IsUsable, "the node is used again");
        bench.Runtime.Signals.Kept().Select(signal => signal.Name).ShouldBeSubsetOf(["revision-live", "probe-fails", "probe-passes"]);
    }

    [Fact]
    public async Task Prober_NodeHangs_IsTimedOutAndDelaysNobody()
    {
        var probe = new ScriptedProbe();
        await using var bench = new Bench(Probed, probe: probe);
        probe.Faults["http://127.0.0.1:1001"] = ScriptedProbe.Hang;

        await PassUntil(bench, () => !bench.Node(0).State.IsUsable, "the hanging node is withheld");

        bench.Node(0).State.Reason.ShouldBe("probe /healthz: no answer within 1 s");
        bench.Node(1).State.WasProbed.ShouldBeTrue();
    }

    [Fact]
    public async Task Apply_ProbeRemovedFromThePlan_LetsTheNodeBack()
    {
        var probe = new ScriptedProbe();
        await using var bench = new Bench(Probed, probe: probe);
        probe.Faults["http://127.0.0.1:1001"] = "status 503";
        await PassUntil(bench, () => !bench.Node(0).State.IsUsable, "the failing node is withheld");

        bench.Publish(Probed.Replace("    health: { probe: { path: /healthz, every: 5s, timeout: 1s } }\n", ""));

        await Eventually.HoldsAsync(() => bench.Node(0).State.IsUsable, "the node is no longer withheld");
    }

    /// <summary>Lets fake time pass in small steps; between steps the probers run on real threads.</summary>
    private static Task PassUntil(Bench bench, Func<bool> holds, string what) => Eventually.HoldsAsync(
        () =>
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(500));
            return holds();
        }, what);

    private sealed class ScriptedProbe : INodeProbe
    {
        public const string Hang = "hang";

        public ConcurrentDictionary<string, string> Faults { get; } = new();

        public async ValueTask<string?> ProbeAsync(ServiceModel service, NodeModel node, string path, CancellationToken cancellation)
        {
            if (!Faults.TryGetValue(node.Address, out var fault)) return null;
            if (fault == Hang) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return fault;
        }
    }
}
