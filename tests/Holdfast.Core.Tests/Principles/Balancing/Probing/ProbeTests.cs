using CsCheck;
using Holdfast.Core.Pipeline;
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
            health: { probe: { path: /healthz, every: 5s, timeout: 1s, jitter: 0 } }
        interfaces:
          i: { match: { path: "/**" }, service: s }
        """;

    [Fact]
    public void Machine_AnyResults_TurnsOnlyAfterAsManyInARowAsAsked() =>
        Gen.Select(Gen.Bool.Array[0, 60], Gen.Int[1, 5], Gen.Int[1, 5]).Sample((results, rise, fall) =>
        {
            var machine = ProbeMachine.Unknown;
            for (var i = 0; i < results.Length; i++)
            {
                var next = machine.Next(results[i], rise, fall);
                var needed = results[i] ? rise : fall;
                var row = results.Take(i + 1).Reverse().TakeWhile(result => result == results[i]).Count();
                if (next.IsUp != machine.IsUp) (next.IsUp, row >= needed).ShouldBe((results[i], true));
                if (row >= needed) next.IsUp.ShouldBe(results[i]);
                machine = next;
            }
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

        bench.Publish(Probed.Replace("    health: { probe: { path: /healthz, every: 5s, timeout: 1s, jitter: 0 } }\n", ""));

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
        await using var bench = new Bench(Probed.Replace("jitter: 0 }", "jitter: 0 }, eject: { for: 1h }"), probe: probe);
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

        bench.Publish(Probed.Replace("    health: { probe: { path: /healthz, every: 5s, timeout: 1s, jitter: 0 } }\n", ""));
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
}
