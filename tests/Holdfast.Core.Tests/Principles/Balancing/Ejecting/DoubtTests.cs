using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Balancing;
using Holdfast.Core.Principles.Balancing.Ejecting;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Core.Tests.Principles.Balancing.Picking;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

/// <summary>A call that nobody can make good is not sent to a node that is likely to fail it, where there is another.</summary>
public sealed class DoubtTests
{
    private const string Once = ", retry: { attempts: 1 }";
    private static readonly TimeSpan Learning = TimeSpan.FromSeconds(3);

    public static TheoryData<string> EveryPolicy => PickerSharesTests.EveryPolicy;

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task Pick_ANodeIsInDoubt_IsLeftToCallsThatCanGoElsewhere(string policy)
    {
        await using var bench = new PickerBench([3, 2, 1, 1], policy == "hash" ? "policy: hash, hash: { on: path }" : $"policy: {policy}");
        Doubted(bench, 0);

        Count(bench, "POST", 2_000)[0].ShouldBe(0);
        Count(bench, "GET", 2_000)[0].ShouldBeGreaterThan(0, "how else would it be found out");
    }

    [Fact]
    public async Task Pick_ANodeIsInDoubt_TheOthersKeepTheirWeightsAmongEachOther()
    {
        await using var bench = new PickerBench([3, 2, 1, 1], "policy: random");
        Doubted(bench, 0);

        ChiSquared.ShouldHold(Count(bench, "POST", 20_000)[1..], [2, 1, 1]);
    }

    [Fact]
    public async Task Pick_ASecondAttempt_KeepsAwayWhateverTheCall()
    {
        await using var bench = new PickerBench([1, 1, 1], "policy: random");
        Doubted(bench, 0);
        using var call = bench.Bench.Call();
        call.Interface = bench.Bench.Plan.Interfaces["i"];
        call.Attempts = 1;

        for (var i = 0; i < 200; i++) bench.Version.Picker.Pick(bench.Version, call)!.Index.ShouldNotBe(0);
    }

    [Fact]
    public async Task Pick_TheOthersCannotBeUsed_GoesToTheOneInDoubt()
    {
        await using var bench = new PickerBench([1, 1], "policy: random");
        Doubted(bench, 0);
        using var call = Careful(bench);
        call.Tried.Add(bench.Nodes[1].State);

        bench.Version.Picker.Pick(bench.Version, call).ShouldBe(bench.Nodes[0]);
    }

    /// <summary>A reserve may be a copy that lags, or a page that says sorry: a moment's doubt is no reason to ask it.</summary>
    [Fact]
    public async Task Pick_TheOthersAreInReserve_StaysWithTheOneInDoubt()
    {
        await using var bench = new Bench(Bench.TwoNodes.Replace("\"http://127.0.0.1:1002\"", "{ url: \"http://127.0.0.1:1002\", priority: 1 }", StringComparison.Ordinal));
        Know(bench, nodes: 2);
        Drive.Observe(bench, 0, Outcome.Failed(FailureKind.Connect));
        NodeDoubt.Trust(bench.Node(0).State, bench.Time, bench.Time.GetTimestamp()).ShouldBe(0);
        using var call = bench.Call();
        call.Verb = "POST";

        await CallPipeline.RunAsync(call);

        call.Nodes.ShouldBe([bench.Node(0).Address]);
    }

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task Pick_ANodeIsInDoubt_AllocatesNothing(string policy)
    {
        const int Picks = 20_000;
        await using var bench = new PickerBench([3, 2, 1, 1], policy == "hash" ? "policy: hash, hash: { on: path }" : $"policy: {policy}");
        Doubted(bench, 0);
        // The system's clock: fake time allocates by itself. By it the doubt never ends.
        bench.Nodes[0].State.DoubtedAt = long.MaxValue;
        using var call = new FakeCall(TimeProvider.System) { Plan = bench.Bench.Plan, Verb = "POST", Interface = bench.Bench.Plan.Interfaces["i"] };
        Pick();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pick();

        ((GC.GetAllocatedBytesForCurrentThread() - before) / Picks).ShouldBe(0);

        void Pick()
        {
            for (var i = 0; i < Picks; i++) bench.Version.Picker.Pick(bench.Version, call);
        }
    }

    /// <summary>The fault is not theirs, and whoever failed last would be given what is the others'.</summary>
    [Fact]
    public async Task Cast_MoreThanHalfFail_NoneIsInDoubt()
    {
        await using var bench = new PickerBench([1, 1, 1, 1], "policy: random");
        Know(bench);
        for (var node = 0; node < 2; node++) Drive.Observe(bench.Bench, node, Outcome.Failed(FailureKind.Reset));
        bench.Nodes.Select(static node => node.State.DoubtedAt != 0).ShouldBe([true, true, false, false]);

        Drive.Observe(bench.Bench, 2, Outcome.Failed(FailureKind.Reset));

        bench.Nodes.Select(static node => node.State.DoubtedAt).ShouldBe([0L, 0, 0, 0]);
    }

    [Fact]
    public async Task Cast_OneOfOne_IsNeverInDoubt()
    {
        await using var bench = new PickerBench([1], "policy: random");
        Know(bench);
        for (var i = 0; i < 20; i++) Drive.Observe(bench.Bench, 0, Outcome.Failed(FailureKind.Reset));

        bench.Nodes[0].State.DoubtedAt.ShouldBe(0);
    }

    /// <summary>More is asked than all can do: the two that were late first would leave the others twice the load.</summary>
    [Fact]
    public async Task Cast_MostAreLate_LiftsTheDoubtOfThoseThatWereLateFirst()
    {
        await using var bench = new PickerBench([1, 1, 1, 1], "policy: random");
        Know(bench);
        for (var node = 0; node < 2; node++) Drive.Late(bench.Bench, node);
        bench.Nodes[0].State.DoubtedAt.ShouldNotBe(0);

        Drive.Late(bench.Bench, 2);
        Drive.Late(bench.Bench, 3);

        bench.Nodes.Select(static node => node.State.DoubtedAt).ShouldBe([0L, 0, 0, 0]);
        Count(bench, "POST", 400).ShouldAllBe(static count => count > 50);
    }

    [Fact]
    public async Task Cast_MostAreLateAndOneFails_LeavesTheOneThatFailsInDoubt()
    {
        await using var bench = new PickerBench([1, 1, 1, 1, 1, 1], "policy: random");
        // So many that two late ones are none to be expected.
        for (var i = 0; i < 3; i++) Know(bench);
        for (var node = 1; node < 3; node++) Drive.Late(bench.Bench, node);
        // Their doubt runs out, or there would be no room for that of others; that they were late last stays.
        bench.Bench.Time.Advance(2 * DoubtMachine.Shortest);
        Drive.Observe(bench.Bench, 0, Outcome.Failed(FailureKind.Reset));
        Drive.Late(bench.Bench, 3);
        bench.Nodes[3].State.DoubtedAt.ShouldNotBe(0);

        Drive.Late(bench.Bench, 4);

        bench.Nodes.Select(static node => node.State.DoubtedAt != 0).ShouldBe([true, false, false, false, false, false]);
        var counts = Count(bench, "POST", 600);
        counts[0].ShouldBe(0);
        counts[1..].ShouldAllBe(static count => count > 50);
    }

    [Fact]
    public async Task Cast_ADoubtHasRunOutAndHalfAreInDoubt_AsksForRoomAgain()
    {
        await using var bench = new PickerBench([1, 1, 1, 1], "policy: random");
        Know(bench);
        Drive.Observe(bench.Bench, 0, Outcome.Failed(FailureKind.Reset));
        bench.Bench.Time.Advance(2 * DoubtMachine.Shortest);
        for (var node = 1; node < 3; node++) Drive.Observe(bench.Bench, node, Outcome.Failed(FailureKind.Reset));
        bench.Nodes[1].State.DoubtedAt.ShouldNotBe(0);

        Drive.Observe(bench.Bench, 0, Outcome.Failed(FailureKind.Reset));

        bench.Nodes.Select(static node => node.State.DoubtedAt).ShouldBe([0L, 0, 0, 0]);
    }

    [Fact]
    public async Task Cast_KeysStayOnNodes_NotForWhatIsAnswered()
    {
        await using var bench = new PickerBench([1, 1, 1], "policy: hash, hash: { on: path }");
        Know(bench);
        Drive.Observe(bench.Bench, 0, Outcome.Answered(500));
        Drive.Late(bench.Bench, 1);

        bench.Nodes.Select(static node => node.State.DoubtedAt != 0).ShouldBe([false, true, false]);
    }

    [Fact]
    public async Task Observe_ASuccess_EndsTheDoubt()
    {
        await using var bench = new PickerBench([1, 1], "policy: random");
        Know(bench);
        Drive.Observe(bench.Bench, 0, Outcome.Failed(FailureKind.Reset));
        bench.Nodes[0].State.DoubtedAt.ShouldNotBe(0);

        Drive.Observe(bench.Bench, 0, Outcome.Answered(200));

        bench.Nodes[0].State.DoubtedAt.ShouldBe(0);
    }

    [Fact]
    public async Task Sweep_CallsAreMadeOnce_NoneIsATrial()
    {
        await using var bench = new Bench(Bench.TwoNodes.Replace("attempts: 2", "attempts: 1", StringComparison.Ordinal).Replace(", per-try: 900ms", "", StringComparison.Ordinal));
        Drive.Late(bench, 0);
        bench.Time.Advance(EjectSweep.Every);
        bench.Version().State.InDoubt.ShouldBe(bench.Node(0).State);

        await CallPipeline.RunAsync(bench.Call());

        bench.Version().State.InDoubt.ShouldBe(bench.Node(0).State, "nobody fit for it has come");
    }

    [Fact]
    public async Task Sweep_SeveralNodesInDoubt_EachHasItsTurn()
    {
        await using var bench = new Bench(TurnWheelTests.Plan([1, 1, 1, 1, 1]));
        Drive.Late(bench, 0);
        Drive.Late(bench, 2);
        HashSet<int> asked = [];
        for (var i = 0; i < 4; i++)
        {
            bench.Time.Advance(EjectSweep.Every);
            asked.Add(Enumerable.Range(0, 5).First(node => bench.Version().State.InDoubt == bench.Node(node).State));
        }

        asked.ShouldBe([0, 2], ignoreOrder: true);
    }

    public static TheoryData<string, int, string> Loads => new()
    {
        { "hangs", 10, "" }, { "hangs", 1, "" }, { "hangs", 0, Once }, { "slow", 10, "" }, { "slow", 0, Once }, { "resets", 10, "" }, { "answers 503", 10, "" },
    };

    /// <summary>From the first sign of sickness until it is out: whatever cannot be made good goes elsewhere.</summary>
    [Theory, MemberData(nameof(Loads))]
    public async Task Run_ANodeFallsSick_NothingThatIsMadeOnceGoesThereOnceItIsInDoubt(string sickness, int postEvery, string target)
    {
        await using var load = new SickLoad(target) { PostEvery = postEvery };
        load.Run(Learning);
        FallSick(load, sickness);

        load.Run(TimeSpan.FromSeconds(2), () => load.IsEjected);

        load.IsEjected.ShouldBeTrue();
        load.Careless.ShouldBe(0);
    }

    /// <summary>Nothing but calls that are made once: one fails, another after a second, and that is enough.</summary>
    [Theory]
    [InlineData("resets", 1, "")]
    [InlineData("answers 503", 0, Once)]
    public async Task Run_NothingCanFindOut_TheSickNodeIsOutInTwoSecondsAllTheSame(string sickness, int postEvery, string target)
    {
        await using var load = new SickLoad(target) { PostEvery = postEvery };
        load.Run(Learning);
        FallSick(load, sickness);
        var before = load.SickAttempts;

        load.Run(TimeSpan.FromSeconds(2), () => load.IsEjected);

        load.IsEjected.ShouldBeTrue();
        (load.SickAttempts - before).ShouldBe(2);
        load.Run(TimeSpan.FromSeconds(13));
        // Two more when it is back. Its share of fifteen seconds would be 3,750; by five in a row it would be ten.
        (load.SickAttempts - before).ShouldBeInRange(2, 8);
        load.Careless.ShouldBe(0);
    }

    /// <summary>What was on its way fails at once, however much it is: no more than a process that restarts.</summary>
    [Fact]
    public async Task Run_NothingCanFindOutAndSeveralFailAtOnce_TheNodeIsAskedOnceMoreBeforeItIsOut()
    {
        await using var load = new SickLoad { PostEvery = 1 };
        load.Run(Learning);
        for (var i = 0; i < 3; i++) Drive.Observe(load.Bench, SickLoad.Sick, Outcome.Failed(FailureKind.Reset));
        load.Bench.Node(SickLoad.Sick).State.DoubtedAt.ShouldNotBe(0);

        load.Run(TimeSpan.FromSeconds(10), () => load.IsEjected).ShouldBe(TimeSpan.FromSeconds(10));

        BalancingSlice.Eject(load.Bench.Node(SickLoad.Sick).State).FailuresInARow.ShouldBe(0, "the first of the trickle was answered");
    }

    /// <summary>Nothing but POSTs, and few of them: a node that has paused once is asked again by itself, from a trickle on.</summary>
    [Theory]
    [InlineData(1, "")]
    [InlineData(0, Once)]
    public async Task Run_NothingCanFindOutAndTheNodeIsWellAgain_HasItsShareBack(int postEvery, string target)
    {
        await using var load = new SickLoad(target) { PostEvery = postEvery, Every = TimeSpan.FromMilliseconds(5) };
        load.Run(TimeSpan.FromSeconds(8));
        load.Takes = TimeSpan.FromMilliseconds(60);
        load.Run(TimeSpan.FromSeconds(1), () => load.Bench.Node(SickLoad.Sick).State.DoubtedAt != 0);
        load.Bench.Node(SickLoad.Sick).State.DoubtedAt.ShouldNotBe(0);
        load.Takes = TimeSpan.Zero;

        load.Run(TimeSpan.FromSeconds(4));
        var before = load.SickAttempts;
        load.Run(TimeSpan.FromSeconds(4));

        load.IsEjected.ShouldBeFalse();
        // A quarter of 800.
        (load.SickAttempts - before).ShouldBeInRange(150, 250);
        load.Careless.ShouldBe(0);
    }

    /// <summary>What all nodes fail alike is no reason to keep away from any of them.</summary>
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.1)]
    [InlineData(1)]
    public async Task Run_AllNodesFailAlike_EachKeepsItsShare(double ratio)
    {
        var random = new SplitMixRandom(5);
        await using var load = new SickLoad(service: ", balance: { policy: random }") { PostEvery = 1 };
        load.Run(Learning);
        load.Answers = _ => random.NextDouble() < ratio ? Outcome.Answered(500) : Outcome.Answered(200);
        load.Run(TimeSpan.FromSeconds(1));
        Array.Clear(load.Attempts);

        load.Run(TimeSpan.FromSeconds(8));

        // 2,000 each.
        load.Attempts.ShouldAllBe(static attempts => attempts > 1_000 && attempts < 3_000);
    }

    private static void FallSick(SickLoad load, string sickness)
    {
        if (sickness == "hangs") load.Takes = null;
        else if (sickness == "slow") load.Takes = TimeSpan.FromMilliseconds(200);
        else load.Answers = node => node != SickLoad.Sick ? Outcome.Answered(200) : sickness == "resets" ? Outcome.Failed(FailureKind.Reset) : Outcome.Answered(503);
    }

    private static void Doubted(PickerBench bench, int node)
    {
        Know(bench);
        Drive.Observe(bench.Bench, node, Outcome.Failed(FailureKind.Connect));
        bench.Nodes[node].State.DoubtedAt.ShouldNotBe(0);
    }

    /// <summary>All nodes have answered well, and a sweep has seen it.</summary>
    private static void Know(PickerBench bench) => Know(bench.Bench, bench.Nodes.Count);

    private static void Know(Bench bench, int nodes)
    {
        for (var i = 0; i < 2_400; i++)
        {
            if (i == 4) bench.Time.Advance(EjectSweep.Every);
            Drive.Observe(bench, i % nodes, Outcome.Answered(200));
        }

        bench.Time.Advance(EjectSweep.Every);
        BalancingSlice.Doubts(bench.Version().State).Failing.ShouldBeLessThan(DoubtMachine.ChanceMax);
    }

    private static FakeCall Careful(PickerBench bench)
    {
        var call = bench.Bench.Call();
        (call.Verb, call.Interface) = ("POST", bench.Bench.Plan.Interfaces["i"]);
        return call;
    }

    private static int[] Count(PickerBench bench, string verb, int picks)
    {
        using var call = Careful(bench);
        call.Verb = verb;
        var counts = new int[bench.Nodes.Count];
        for (var i = 0; i < picks; i++)
        {
            call.Target = $"/{i}";
            counts[bench.Version.Picker.Pick(bench.Version, call)!.Index]++;
        }

        return counts;
    }
}
