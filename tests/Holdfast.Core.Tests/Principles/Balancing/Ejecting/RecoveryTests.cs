using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Ejecting;
using Holdfast.Core.Principles.Balancing.Probing;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Core.Tests.Principles.Balancing.Probing;
using Holdfast.Testing;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

public sealed class RecoveryTests
{
    private const string Sick = "http://127.0.0.1:1001";

    [Fact]
    public async Task Check_FailsThenPasses_ReturnsTheNodeLongBeforeItsTime()
    {
        var probe = new ScriptedProbe { Faults = { [Sick] = "refused" } };
        await using var bench = new Bench(ForAnHour(Bench.TwoNodes), probe: probe);
        Eject(bench);
        await PassUntil(bench, () => probe.Asked.Count >= 3, "checks run");
        bench.Node(0).State.IsUsable.ShouldBeFalse();

        probe.Faults.Clear();

        await PassUntil(bench, () => bench.Node(0).State.IsUsable, "the node is back");
        probe.Asked.ShouldAllBe(plan => plan.Kind == ProbeKind.Tcp, "the plan has no probe");
        Returned(bench).ShouldBe($"{Sick} gets traffic again: its check (probe connect) passed 2 times after it had failed");
    }

    [Fact]
    public async Task Check_NeverFails_IsBlindToTheIllnessAndOnlyTimeReturnsTheNode()
    {
        var probe = new ScriptedProbe();
        await using var bench = new Bench(probe: probe);
        Eject(bench);

        await PassUntil(bench, () => probe.Asked.Count >= 6, "checks pass");
        bench.Node(0).State.IsUsable.ShouldBeFalse();
        await PassUntil(bench, () => bench.Node(0).State.IsUsable, "the time is over");
        Returned(bench).ShouldBe($"{Sick} gets traffic again: its time is over");
    }

    [Fact]
    public async Task Check_NothingHadConnected_NeedsNoFailureOfItsOwn()
    {
        await using var bench = new Bench(ForAnHour(Bench.TwoNodes), probe: new ScriptedProbe());
        Eject(bench, FailureKind.Connect);

        await PassUntil(bench, () => bench.Node(0).State.IsUsable, "a process that restarted at once is back");
    }

    [Fact]
    public async Task Check_StillFailsWhenTheTimeIsOver_KeepsTheNodeOut()
    {
        var probe = new ScriptedProbe { Faults = { [Sick] = "refused" } };
        await using var bench = new Bench(probe: probe);
        Eject(bench);
        // A minute, in steps that let each check end.
        for (var i = 1; i <= 40; i++)
        {
            var checks = i;
            await PassUntil(bench, () => probe.Asked.Count >= checks, "the next check");
        }

        bench.Node(0).State.IsUsable.ShouldBeFalse();
        probe.Faults.Clear();
        await PassUntil(bench, () => bench.Node(0).State.IsUsable, "the node is back when its check passes");
    }

    [Fact]
    public async Task Check_ThePlanHasAProbe_AsksThat()
    {
        var probe = new ScriptedProbe { Faults = { [Sick] = "status 503" } };
        await using var bench = new Bench(ForAnHour(Bench.TwoNodes).Replace("eject: {", "probe: { path: /ready, every: 5s }, eject: {"), probe: probe);
        Eject(bench);
        await PassUntil(bench, () => probe.Asked.Count >= 2, "checks run");

        probe.Asked.ShouldAllBe(plan => plan.Path == "/ready");
    }

    [Fact]
    public async Task Apply_NodeLeavesThePlan_EndsItsCheck()
    {
        var probe = new ScriptedProbe { Faults = { [Sick] = "refused" } };
        await using var bench = new Bench(ForAnHour(Bench.TwoNodes), probe: probe);
        Eject(bench);
        await PassUntil(bench, () => probe.Asked.Count >= 1, "the first check runs");

        bench.Publish(ForAnHour(Bench.TwoNodes).Replace("\"http://127.0.0.1:1001\", ", ""));
        var asked = probe.Asked.Count;
        for (var i = 0; i < 20; i++) bench.Time.Advance(TimeSpan.FromSeconds(1));

        // One may have been on its way.
        probe.Asked.Count.ShouldBeLessThanOrEqualTo(asked + 1);
    }

    private static string ForAnHour(string plan) =>
        plan.Replace(" }\ninterfaces:", ", health: { eject: { for: 1h, for-at-most: 1h } } }\ninterfaces:");

    private static void Eject(Bench bench, FailureKind kind = FailureKind.Reset)
    {
        for (var i = 0; i < 5; i++) Drive.Observe(bench, 0, Outcome.Failed(kind));
        bench.Node(0).State.Withheld.ShouldBe(Withheld.Ejected);
    }

    private static string Returned(Bench bench) => bench.Runtime.Signals.Kept().Single(signal => signal.Name == "node-returned").Text;

    /// <summary>Lets fake time pass in small steps; between steps the checks run on real threads.</summary>
    private static Task PassUntil(Bench bench, Func<bool> holds, string what) => Eventually.HoldsAsync(
        () =>
        {
            bench.Time.Advance(EjectSweep.Every);
            return holds();
        }, what);
}
