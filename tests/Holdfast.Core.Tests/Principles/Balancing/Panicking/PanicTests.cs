using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Panicking;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Panicking;

public sealed class PanicTests
{
    private const int Calls = 4_000;

    private static readonly TimeSpan Ramp = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Pick_EveryNodeWithheld_AsksThemAllTheSameAndSaysSo()
    {
        await using var bench = new Bench(Plan(4));
        Withhold(bench, 0, 1, 2, 3);

        var asked = await AskedAsync(bench);

        asked.ShouldAllBe(count => count > Calls / 8);
        bench.Version().State.Panic.Phase.ShouldBe(PanicPhase.Panic);
        bench.Runtime.Signals.Kept().ShouldContain(signal => signal.Name == "panic-entered" && signal.Text == "0 of 4 nodes are usable: calls are spread over all of them, the withheld ones too");
    }

    [Fact]
    public async Task Pick_WhilePanicIsBeingEntered_WaitsForItInsteadOfRefusing()
    {
        await using var bench = new Bench(Plan(2));
        Withhold(bench, 0);
        var held = new HeldPanic(PanicMachine.Next(Panic.Calm, 0, 2, 0, now: 0, ramp: 0));
        bench.Version().State.Follow(held.Candidates(bench));
        held.Hold();
        var withholding = Task.Run(() => Withhold(bench, 1));
        await held.Reached.WaitAsync(Patience, TimeProvider.System);

        var outcome = Outcome.Refused;
        var calling = new Thread(() => outcome = CallPipeline.RunAsync(bench.Call()).AsTask().GetAwaiter().GetResult());
        calling.Start();
        // Either it waits, or it is over: in between it only runs.
        while ((calling.ThreadState & (ThreadState.WaitSleepJoin | ThreadState.Stopped)) == ThreadState.Running) Thread.Yield();
        held.Release();

        calling.Join(Patience).ShouldBeTrue("the call to end");
        outcome.IsSuccess.ShouldBeTrue();
        await withholding.WaitAsync(Patience, TimeProvider.System);
    }

    /// <summary>The new revision's rule has the last word, however slow that of the one before was to speak.</summary>
    [Fact]
    public async Task Follow_WhileTheRuleBeforeIsAsked_TheNewRuleHolds()
    {
        await using var bench = new Bench(Plan(2));
        var before = new HeldPanic(new Panic(PanicPhase.Panic, 1, 0));
        bench.Version().State.Follow(before.Candidates(bench));
        before.Hold();
        var withholding = Task.Run(() => Withhold(bench, 0));
        await before.Reached.WaitAsync(Patience, TimeProvider.System);

        var following = new Thread(() => bench.Version().State.Follow(new HeldPanic(Panic.Calm).Candidates(bench)));
        following.Start();
        // It waits, as it should, or is over, as it should not; in between it only runs.
        while ((following.ThreadState & (ThreadState.WaitSleepJoin | ThreadState.Stopped)) == ThreadState.Running) Thread.Yield();
        before.Release();
        following.Join(Patience).ShouldBeTrue("the new revision to be followed");
        await withholding.WaitAsync(Patience, TimeProvider.System);

        bench.Version().State.Panic.ShouldBe(Panic.Calm);
    }

    [Fact]
    public async Task Next_PanicIsEntered_IsToldWhileNodesCanChangeAndCallsBeMade()
    {
        await using var bench = new Bench(Plan(3));
        var wentOn = false;
        bench.Runtime.Signals.Listen(signal =>
        {
            if (signal.Name == "panic-entered")
                wentOn = Task.Run(() => bench.Node(0).State.Withhold(Withheld.Ejected, on: true, "test")).Wait(Patience);
        });

        Withhold(bench, 0, 1, 2);

        wentOn.ShouldBeTrue("another thread to change a node while panic is told");
    }

    [Fact]
    public async Task Pick_OneNodeRecovers_GetsAllTrafficOnlyAfterTheRamp()
    {
        await using var bench = new Bench(Plan(4, ", balance: { policy: round-robin, slow-start: 8s }"));
        Withhold(bench, 0, 1, 2, 3);
        bench.Node(2).State.Withhold(Withheld.Probe, on: false, "");

        var atFirst = await AskedAsync(bench);
        bench.Time.Advance(Ramp / 2);
        var halfWay = await AskedAsync(bench);
        bench.Time.Advance(Ramp);
        var after = await AskedAsync(bench);

        // 35% at first: 1.4 times a quarter. Five standard deviations of a binomial over 4,000 draws are 3.8%.
        (atFirst[2] / (double)Calls).ShouldBe(0.35, 0.038);
        halfWay[2].ShouldBeGreaterThan(atFirst[2]);
        halfWay[2].ShouldBeLessThan(Calls);
        after.ShouldBe([0, 0, Calls, 0]);
        bench.Runtime.Signals.Kept().Count(signal => signal.Name == "panic-left").ShouldBe(1);
    }

    [Fact]
    public async Task Pick_PanicIsNone_RefusesAndSaysSo()
    {
        await using var bench = new Bench(Plan(2, ", health: { panic: none }"));
        Withhold(bench, 0, 1);
        var call = bench.Call();

        (await CallPipeline.RunAsync(call)).ShouldBe(Outcome.Refused);
        call.Refusal!.Decision.ShouldBe("no-healthy-node");
        call.Refusal.Rule.ShouldBe("services.s.versions.v1");
        call.RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Pick_LessThanTheThresholdUsable_AsksThemAll()
    {
        await using var bench = new Bench(Plan(4, ", health: { panic: 0.5 }"));
        Withhold(bench, 0, 1);
        (await AskedAsync(bench)).Count(count => count > 0).ShouldBe(2);

        Withhold(bench, 2);

        (await AskedAsync(bench)).ShouldAllBe(count => count > 0);
    }

    [Fact]
    public async Task Pick_InPanic_TriesAnotherWithheldNodeAfterOneThatFailed()
    {
        await using var bench = new Bench(Plan(2));
        Withhold(bench, 0, 1);
        var call = bench.Call();
        call.OnAttempt = (_, _) => new(call.Nodes.Count == 1 ? Outcome.Failed(FailureKind.Connect) : Outcome.Answered(200));

        (await CallPipeline.RunAsync(call)).IsSuccess.ShouldBeTrue();

        call.Nodes.Count.ShouldBe(2);
        call.Nodes.ShouldBeUnique();
    }

    [Fact]
    public async Task Publish_InPanic_StaysInIt()
    {
        await using var bench = new Bench(Plan(2));
        Withhold(bench, 0, 1);

        bench.Publish(Plan(2, ", connections: 7"));

        bench.Version().State.Panic.Phase.ShouldBe(PanicPhase.Panic);
        (await AskedAsync(bench)).ShouldAllBe(count => count > 0);
        bench.Runtime.Signals.Kept().Count(signal => signal.Name == "panic-entered").ShouldBe(1);
    }

    [Fact]
    public async Task Publish_PanicIsTakenOut_EndsIt()
    {
        await using var bench = new Bench(Plan(2));
        Withhold(bench, 0, 1);

        bench.Publish(Plan(2, ", health: { panic: none }"));

        (await CallPipeline.RunAsync(bench.Call())).ShouldBe(Outcome.Refused);
        bench.Version().State.Panic.ShouldBe(Panic.Calm);
    }

    private static string Plan(int nodes, string more = "") => $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ {{string.Join(", ", Enumerable.Range(1, nodes).Select(i => $"\"http://127.0.0.1:{1000 + i}\""))}} ] } }{{more}} }
        interfaces:
          i: { match: { path: "/**" }, service: s }
        """;

    private static void Withhold(Bench bench, params int[] nodes)
    {
        foreach (var node in nodes) bench.Node(node).State.Withhold(Withheld.Probe, on: true, "test");
    }

    private static async Task<int[]> AskedAsync(Bench bench)
    {
        var counts = new int[bench.Version().Nodes.Count];
        for (var i = 0; i < Calls; i++)
        {
            var call = bench.Call();
            await CallPipeline.RunAsync(call);
            counts[bench.Version().Nodes.Single(node => node.Address == call.Nodes[0]).Index]++;
        }

        return counts;
    }
}
