using System.Collections.Concurrent;
using CsCheck;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Probing;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Testing;

namespace Holdfast.Core.Tests.Principles.Balancing.Probing;

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
        bench.Node(0).State.Availability.Reason.ShouldBe("probe /healthz: status 503");
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

        bench.Node(0).State.Availability.Reason.ShouldBe("probe /healthz: no answer within 1 s");
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

    [Fact]
    public async Task Prober_ProbeThrows_CountsAsFailingAndGoesOn()
    {
        var probe = new ScriptedProbe();
        await using var bench = new Bench(Probed, probe: probe);
        probe.Faults["http://127.0.0.1:1001"] = ScriptedProbe.Throw;

        await PassUntil(bench, () => !bench.Node(0).State.IsUsable, "the node whose probe throws is withheld");
        bench.Node(0).State.Availability.Reason.ShouldBe("probe /healthz: broken");

        probe.Faults.Clear();
        await PassUntil(bench, () => bench.Node(0).State.IsUsable, "the node is probed on and used again");
    }

    [Fact]
    public async Task Prober_LastUsableNodeFailsItsProbe_LetsTheEjectedBack()
    {
        var probe = new ScriptedProbe();
        // So long that an ejection cannot end by itself while the test lasts.
        await using var bench = new Bench(Probed.Replace("timeout: 1s }", "timeout: 1s }, eject: { for: 1h }"), probe: probe);
        while (bench.Node(0).State.IsUsable) await FailAsync(bench, bench.Node(0).Address);

        probe.Faults["http://127.0.0.1:1002"] = "status 503";
        await PassUntil(bench, () => !bench.Node(1).State.IsUsable && bench.Node(0).State.IsUsable, "the ejected node takes over");

        (await CallPipeline.RunAsync(bench.Call())).IsSuccess.ShouldBeTrue();
        bench.Runtime.Signals.Kept().ShouldContain(signal => signal.Name == "node-returned");
    }

    [Fact]
    public async Task Pick_EveryProbeFails_SaysToComeBackAfterTheNextProbe()
    {
        await using var bench = new Bench(Probed.Replace("health: { ", "health: { panic: none, "));
        foreach (var node in bench.Version().Nodes) node.State.Withhold(Withheld.Probe, on: true, "test");
        var call = bench.Call();

        await CallPipeline.RunAsync(call);

        call.RetryAfter.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Apply_ProbeTakenOutAndPutBackWhileOneIsOnItsWay_BelievesWhatTheNewOneFinds()
    {
        var probe = new ScriptedProbe();
        await using var bench = new Bench(Probed, probe: probe);
        probe.Faults["http://127.0.0.1:1001"] = "status 503";
        await PassUntil(bench, () => !bench.Node(0).State.IsUsable, "the failing node is withheld");
        var release = probe.HoldNext("http://127.0.0.1:1001");
        await PassUntil(bench, () => probe.IsHolding, "a probe is on its way");

        bench.Publish(Probed.Replace("    health: { probe: { path: /healthz, every: 5s, timeout: 1s } }\n", ""));
        bench.Publish(Probed);
        release.SetResult();
        await Eventually.HoldsAsync(() => bench.Node(0).State.IsUsable, "the old prober's finding is forgotten");

        await PassUntil(bench, () => !bench.Node(0).State.IsUsable, "the new prober's finding counts");
        probe.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task Condition_BeforeAndAfterTheFirstProbe_IsUnknownThenUsable()
    {
        await using var bench = new Bench(Probed);
        bench.Node(0).State.Condition.ShouldBe("unknown");

        await PassUntil(bench, () => bench.Node(0).State.Condition == "usable", "the first probe has passed");
    }

    private static async Task FailAsync(Bench bench, string only)
    {
        var call = bench.Call();
        call.Verb = "POST";
        call.OnAttempt = (node, _) => new(node.Address == only ? Outcome.Failed(FailureKind.Reset) : Outcome.Cancelled(false));
        await CallPipeline.RunAsync(call);
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
        public const string Throw = "throw";

        private readonly ConcurrentDictionary<string, int> _running = new();
        private volatile TaskCompletionSource? _hold;
        private volatile string? _held;
        private volatile bool _isHolding;
        private int _mostAtOnce;

        public ConcurrentDictionary<string, string> Faults { get; } = new();

        public bool IsHolding => _isHolding;

        /// <summary>Probes of one node on their way at once, at the most.</summary>
        public int MostAtOnce => Volatile.Read(ref _mostAtOnce);

        /// <summary>The next probe of the node ends when the caller says so, whoever asks it to end before.</summary>
        public TaskCompletionSource HoldNext(string address)
        {
            var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _held = address;
            _hold = hold;
            return hold;
        }

        public async ValueTask<string?> ProbeAsync(ServiceModel service, NodeModel node, string path, CancellationToken cancellation)
        {
            var running = _running.AddOrUpdate(node.Address, 1, static (_, count) => count + 1);
            if (running > MostAtOnce) Volatile.Write(ref _mostAtOnce, running);
            try
            {
                if (_hold is { Task.IsCompleted: false } hold && _held == node.Address)
                {
                    _isHolding = true;
                    await hold.Task;
                }

                if (!Faults.TryGetValue(node.Address, out var fault)) return null;
                if (fault == Throw) throw new InvalidOperationException("broken");
                if (fault == Hang) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
                return fault;
            }
            finally
            {
                _running.AddOrUpdate(node.Address, 0, static (_, count) => count - 1);
            }
        }
    }
}
