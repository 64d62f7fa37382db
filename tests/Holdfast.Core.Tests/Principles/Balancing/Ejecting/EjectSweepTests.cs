using CsCheck;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing;
using Holdfast.Core.Principles.Balancing.Ejecting;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

public sealed class EjectSweepTests
{
    private const string ByRatioAlone = ", health: { eject: { consecutive-failures: 1000 } }";
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(2);

    [Theory]
    [InlineData(40)]
    [InlineData(600)]
    public async Task Sweep_HealthyNodesFailingOnceInAHundred_EjectsNoneInAMillionAttempts(int perSecond)
    {
        await using var bench = new Bench(Plan(4));
        var random = new SplitMixRandom(7);
        using var call = bench.Call();
        for (var i = 0; i < 1_000_000;)
        {
            for (var n = 0; n < perSecond / 4; n++, i++) Drive.Observe(bench, call, random.Next(4), Draw(random, 0.01), Usual);
            bench.Time.Advance(EjectSweep.Every);
        }

        Gate(bench).Ejections(EjectReason.FailureRatio).ShouldBe(0);
        Gate(bench).Ejections(EjectReason.FailuresInARow).ShouldBe(0);
        Gate(bench).Ejections(EjectReason.Slow).ShouldBe(0);
    }

    [Fact]
    public async Task Sweep_NodeFailingHalf_IsEjectedWithinAHundredOfItsAttempts()
    {
        for (ulong seed = 1; seed <= 100; seed++)
        {
            await using var bench = new Bench(Plan(4, ByRatioAlone));
            var random = new SplitMixRandom(seed);
            // Ten seconds of health before: a long good past must not hide a bad present.
            for (var sweep = 0; sweep < 40; sweep++) Traffic(bench, random, 150, sick: 0.0);
            var attempts = 0;
            while (bench.Node(0).State.IsUsable && attempts <= 200) attempts += Traffic(bench, random, 150, sick: 0.5);

            bench.Node(0).State.IsUsable.ShouldBeFalse();
            attempts.ShouldBeLessThanOrEqualTo(100);
            bench.Node(0).State.Availability.Reason.ShouldMatch(@"^\d+(\.\d)?% of \d+ attempts failed, others 0%$");
            Gate(bench).Ejections(EjectReason.FailureRatio).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Sweep_EveryNodeFailsHalf_EjectsNone()
    {
        await using var bench = new Bench(Plan(4, ByRatioAlone));
        var random = new SplitMixRandom(3);
        using var call = bench.Call();
        for (var sweep = 0; sweep < 400; sweep++)
        {
            for (var n = 0; n < 150; n++) Drive.Observe(bench, call, random.Next(4), Draw(random, 0.5), Usual);
            bench.Time.Advance(EjectSweep.Every);
        }

        bench.Version().Nodes.ShouldAllBe(node => node.State.IsUsable);
    }

    [Fact]
    public async Task Sweep_RatiosAreNotCompared_EjectsNone()
    {
        await using var bench = new Bench(Plan(2, ", health: { eject: { consecutive-failures: 1000, failure-ratio: none } }"));
        for (var sweep = 0; sweep < 40; sweep++) Traffic(bench, new SplitMixRandom(1), 100, sick: 0.5);

        bench.Node(0).State.IsUsable.ShouldBeTrue();
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(15, false)]
    public async Task Sweep_SlowNode_IsEjectedWhereItIsSlowBeyondDoubt(int milliseconds, bool expected)
    {
        await using var bench = new Bench(Plan(3));
        for (var sweep = 0; sweep < 40; sweep++)
        {
            for (var n = 0; n < 30; n++)
                Drive.Observe(bench, n % 3, Outcome.Answered(200), n % 3 == 0 ? TimeSpan.FromMilliseconds(milliseconds) : Usual);
            bench.Time.Advance(EjectSweep.Every);
        }

        bench.Node(0).State.IsUsable.ShouldBe(!expected);
        if (expected) bench.Node(0).State.Availability.Reason.ShouldMatch(@"^answers in 199\.\d ms, others in 2 ms$");
        bench.Version().Nodes.Skip(1).ShouldAllBe(node => node.State.IsUsable);
    }

    [Fact]
    public async Task Sweep_PauseOfHalfASecondInTen_IsNotSlow()
    {
        await using var bench = new Bench(Plan(2));
        for (var sweep = 0; sweep < 200; sweep++)
        {
            for (var n = 0; n < 80; n++)
                Drive.Observe(bench, n % 2, Outcome.Answered(200), n % 2 == 0 && sweep % 40 < 2 ? TimeSpan.FromMilliseconds(10 * n / 2) : Usual);
            bench.Time.Advance(EjectSweep.Every);
        }

        bench.Node(0).State.IsUsable.ShouldBeTrue();
    }

    [Fact]
    public async Task Sweep_FarZone_IsComparedWithItself()
    {
        await using var bench = new Bench(Plan(4, zones: ["near", "near", "far", "far"]));
        for (var sweep = 0; sweep < 80; sweep++)
        {
            for (var n = 0; n < 40; n++) Drive.Observe(bench, n % 4, Outcome.Answered(200), n % 4 > 1 ? TimeSpan.FromMilliseconds(90) : Usual);
            bench.Time.Advance(EjectSweep.Every);
        }

        bench.Version().Nodes.ShouldAllBe(node => node.State.IsUsable);
    }

    [Fact]
    public async Task Sweep_NodeIsWellForAsLongAsItWasOut_BeginsAnew()
    {
        await using var bench = new Bench(Plan(2));
        var state = BalancingSlice.Eject(bench.Node(0).State);
        for (var i = 0; i < 5; i++) Drive.Observe(bench, 0, Outcome.Failed(FailureKind.Reset));
        bench.Node(0).State.IsUsable.ShouldBeFalse();
        for (var i = 0; i < 240; i++) bench.Time.Advance(EjectSweep.Every);
        bench.Node(0).State.IsUsable.ShouldBeTrue();
        state.Machine.Ejections.ShouldBe(1, "a minute without calls shows nothing");

        for (var i = 0; i < 30; i++) Traffic(bench, new SplitMixRandom(1), 40, sick: 0);
        state.Machine.Ejections.ShouldBe(1, "seven and a half seconds are less than it was out");
        for (var i = 0; i < 14; i++) Traffic(bench, new SplitMixRandom(1), 40, sick: 0);
        state.Machine.Ejections.ShouldBe(0);
    }

    /// <summary>Any mixture of nodes failing, hanging, recovering and being probed, over time that goes in jumps.</summary>
    [Fact]
    public void Sweep_AnyEvents_KeepsTheCapAndAtLeastOneNode() =>
        Gen.Select(Gen.Int[1, 7], Gen.Double[0.1, 1], Gen.Select(Gen.Int[0, 6], Gen.Int[0, 5], Gen.Int[0, 30_000]).Array[1, 80])
            .Sample(
                (nodes, atMost, events) =>
                {
                    var bench = new Bench(Plan(nodes, $", health: {{ eject: {{ at-most: {atMost:0.##} }} }}"));
                    var cap = Math.Floor((nodes * Math.Round(atMost, 2)) + 1e-9);
                    foreach (var (which, kind, jump) in events)
                    {
                        var node = which % nodes;
                        for (var i = 0; i < 6; i++) Happen(bench, node, kind);
                        if (kind == 5) bench.Time.Advance(TimeSpan.FromMilliseconds(jump));
                        var states = bench.Version().Nodes.Select(one => one.State).ToArray();
                        states.Count(state => state.Withheld.HasFlag(Withheld.Ejected)).ShouldBeLessThanOrEqualTo((int)cap);
                        if (states.All(state => !state.Withheld.HasFlag(Withheld.Probe))) states.ShouldContain(state => state.IsUsable);
                    }

                    bench.Runtime.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(10)).ShouldBeTrue("the runtime ends");
                },
                iter: 200, threads: 1);

    private static void Happen(Bench bench, int node, int kind)
    {
        switch (kind)
        {
            case 0: Drive.Observe(bench, node, Outcome.Failed(FailureKind.Connect)); break;
            case 1: Drive.Observe(bench, node, Outcome.Answered(503)); break;
            case 2: Drive.Late(bench, node); break;
            case 3: Drive.Observe(bench, node, Outcome.Answered(200), Usual); break;
            case 4: bench.Node(node).State.Withhold(Withheld.Probe, on: !bench.Node(node).State.Withheld.HasFlag(Withheld.Probe), "test"); break;
            default: break;
        }
    }

    /// <summary>A quarter of a second of even traffic, in which the first node fails some of its attempts.</summary>
    /// <returns>Attempts on the first node.</returns>
    private static int Traffic(Bench bench, SplitMixRandom random, int perNodeAndSecond, double sick)
    {
        using var call = bench.Call();
        var attempts = perNodeAndSecond / 4;
        for (var i = 0; i < attempts; i++)
            foreach (var node in bench.Version().Nodes)
                if (node.State.IsUsable) Drive.Observe(bench, call, node.Index, Draw(random, node.Index == 0 ? sick : 0), Usual);
        bench.Time.Advance(EjectSweep.Every);
        return attempts;
    }

    private static Outcome Draw(SplitMixRandom random, double failures) =>
        random.NextDouble() < failures ? Outcome.Answered(503) : Outcome.Answered(200);

    private static EjectGate Gate(Bench bench) => BalancingSlice.Gate(bench.Version().State);

    private static string Plan(int nodes, string more = "", string[]? zones = null) => $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ {{string.Join(", ", Enumerable.Range(0, nodes).Select(i => $"{{ url: \"http://127.0.0.1:{1001 + i}\", zone: {zones?[i] ?? "z"} }}"))}} ] } }{{more}} }
        interfaces:
          i: { match: { path: "/**" }, service: s }
        """;
}
