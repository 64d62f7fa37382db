using CsCheck;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing;
using Holdfast.Core.Principles.Balancing.Ejecting;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Core.Tests.Principles.Balancing.Picking;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

public sealed class EjectTests
{
    [Fact]
    public void MayEject_AnySequence_NeverPassesTheCapNorTakesTheLastNode() =>
        Gen.Select(Gen.Int[1, 50], Gen.Double[0.01, 1.0], Gen.Bool.Array[0, 200]).Sample((nodes, atMost, events) =>
        {
            var ejected = 0;
            foreach (var eject in events)
            {
                if (!eject) ejected = Math.Max(0, ejected - 1);
                else if (EjectCap.MayEject(nodes, nodes - ejected, ejected, atMost)) ejected++;
                (nodes - ejected).ShouldBeGreaterThanOrEqualTo(1);
                ejected.ShouldBeLessThanOrEqualTo((int)Math.Floor((nodes * atMost) + 1e-9));
            }
        }, iter: 5_000);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(4, 2)]
    [InlineData(5, 2)]
    public async Task Observe_AllButOneNodeFail_EjectsOnlyWhatTheCapAllows(int nodes, int expected)
    {
        await using var bench = new Bench(TurnWheelTests.Plan([.. Enumerable.Repeat(1, nodes)]));
        for (var i = 0; i < 500; i++) await Fail(bench, except: bench.Node(nodes - 1).Address);

        bench.Version().Nodes.Count(node => !node.State.IsUsable).ShouldBe(expected);
        bench.Node(nodes - 1).State.IsUsable.ShouldBeTrue();
    }

    [Fact]
    public async Task Observe_EjectNone_EjectsNone()
    {
        await using var bench = new Bench(TurnWheelTests.Plan([1, 1, 1], health: "eject: none"));
        for (var i = 0; i < 500; i++) await Fail(bench, except: bench.Node(0).Address);

        bench.Version().Nodes.ShouldAllBe(node => node.State.IsUsable);
        BalancingSlice.Eject(bench.Node(1).State).FailuresInARow.ShouldBeGreaterThan(5, "they are counted all the same");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(40)]
    public async Task Observe_EveryNodeFailsEveryCall_EjectsNone(int nodes)
    {
        await using var bench = new Bench(TurnWheelTests.Plan([.. Enumerable.Repeat(1, nodes)]));
        for (var i = 0; i < 20 * nodes; i++) await Fail(bench);

        bench.Version().Nodes.ShouldAllBe(node => node.State.IsUsable);
    }

    [Fact]
    public async Task Observe_CancelledByTheCaller_IsEvidenceOfNothing()
    {
        await using var bench = new Bench();
        for (var i = 0; i < 500; i++)
        {
            var call = bench.Call();
            call.OnAttempt = (_, _) => new(Outcome.Cancelled(i % 2 == 0));
            await CallPipeline.RunAsync(call);
        }

        bench.Version().Nodes.ShouldAllBe(node => node.State.IsUsable && BalancingSlice.Eject(node.State).Read() == default);
    }

    [Fact]
    public async Task Observe_NothingConnectsToIt_SaysSo()
    {
        await using var bench = new Bench();
        for (var i = 0; i < 50 && bench.Node(0).State.IsUsable; i++) await Fail(bench, bench.Node(0).Address, kind: FailureKind.Connect);

        bench.Node(0).State.Availability.Reason.ShouldBe("5 failures in a row, no connection");
    }

    [Fact]
    public async Task Late_FiveInARow_EjectsBeforeAnyHasEnded()
    {
        await using var bench = new Bench();
        for (var i = 0; i < 5; i++) Drive.Late(bench, 0);

        bench.Node(0).State.Withheld.ShouldBe(Withheld.Ejected);
        bench.Node(0).State.Availability.Reason.ShouldBe("5 failures in a row, 5 of them late");
    }

    [Fact]
    public async Task Late_TwoInARowAndNothingElseForHalfASecond_Ejects()
    {
        await using var bench = new Bench();
        Know(bench, node: 1, attempts: 1_000);
        for (var i = 0; i < 2; i++) Drive.Late(bench, 0);
        bench.Time.Advance(EjectSweep.Every);
        bench.Node(0).State.IsUsable.ShouldBeTrue("a pause of a quarter of a second");

        bench.Time.Advance(EjectSweep.Every);

        bench.Node(0).State.Availability.Reason.ShouldBe("2 failures in a row, 2 of them late");
    }

    [Fact]
    public async Task Late_TwoInARowWhereLittleIsKnownOfTheOthers_AreNoEvidenceYetAndFourAre()
    {
        await using var bench = new Bench();
        Know(bench, node: 1, attempts: 50);
        for (var i = 0; i < 2; i++) Drive.Late(bench, 0);
        for (var i = 0; i < 3; i++) bench.Time.Advance(EjectSweep.Every);
        bench.Node(0).State.IsUsable.ShouldBeTrue("two of some fifty calls that are late may be chance");

        for (var i = 0; i < 2; i++) Drive.Late(bench, 0);
        bench.Time.Advance(EjectSweep.Every);

        bench.Node(0).State.Availability.Reason.ShouldBe("4 failures in a row, 4 of them late");
    }

    /// <summary>A reader who sees that the node is withheld must find the end of this ejection, or it would end at once.</summary>
    [Fact]
    public async Task Observe_NodeIsSeenToBeWithheld_ItsEndIsKnownAlready()
    {
        await using var bench = new Bench(TurnWheelTests.Plan([1, 1], health: "panic: 0.9"));
        var state = BalancingSlice.Eject(bench.Node(0).State);
        var until = new List<long>();
        // Panic is entered while the ejection arranges the nodes that are left.
        bench.Runtime.Signals.Listen(signal =>
        {
            if (signal.Name == "panic-entered") until.Add(state.Until);
        });

        for (var i = 0; i < 5; i++) Drive.Observe(bench, 0, Outcome.Failed(FailureKind.Reset));

        until.ShouldHaveSingleItem().ShouldBeGreaterThan(bench.Time.GetTimestamp());
    }

    [Fact]
    public async Task Return_OfAnEjectionThatIsOver_DoesNotEndTheNext()
    {
        await using var bench = new Bench();
        for (var i = 0; i < 5; i++) Drive.Observe(bench, 0, Outcome.Failed(FailureKind.Reset));
        var gate = BalancingSlice.Gate(bench.Version().State);
        var first = BalancingSlice.Eject(bench.Node(0).State).Number;
        gate.Return(bench.Node(0), first, bench.Time.GetTimestamp(), bench.Time).ShouldBeTrue();
        bench.Version().State.Changed();
        for (var i = 0; i < 5; i++) Drive.Observe(bench, 0, Outcome.Failed(FailureKind.Reset));

        gate.Return(bench.Node(0), first, bench.Time.GetTimestamp(), bench.Time).ShouldBeFalse();
        bench.Node(0).State.IsUsable.ShouldBeFalse();
    }

    [Fact]
    public async Task Late_OnceAndNotAskedSince_GetsOneSafeCallToFindOut()
    {
        await using var bench = new Bench();
        Drive.Late(bench, 0);
        bench.Time.Advance(EjectSweep.Every);
        bench.Version().State.InDoubt.ShouldBe(bench.Node(0).State);

        var post = bench.Call();
        post.Verb = "POST";
        await CallPipeline.RunAsync(post);
        bench.Version().State.InDoubt.ShouldNotBeNull("a call that may not be repeated is no trial");
        var get = bench.Call();
        await CallPipeline.RunAsync(get);

        get.Nodes.ShouldBe([bench.Node(0).Address]);
        bench.Version().State.InDoubt.ShouldBeNull();
        BalancingSlice.Eject(bench.Node(0).State).FailuresInARow.ShouldBe(0, "the trial was answered in time");
    }

    [Fact]
    public async Task Late_AnsweredInTimeSince_DoesNotEject()
    {
        await using var bench = new Bench();
        for (var i = 0; i < 4; i++) Drive.Late(bench, 0);
        Drive.Observe(bench, 0, Outcome.Answered(200));
        Drive.Late(bench, 0);
        for (var i = 0; i < 8; i++) bench.Time.Advance(EjectSweep.Every);

        bench.Node(0).State.IsUsable.ShouldBeTrue();
    }

    [Fact]
    public async Task Observe_TwoFailuresInARowNoneOfThemLate_DoNotEjectHoweverLongAgo()
    {
        await using var bench = new Bench();
        for (var i = 0; i < 2; i++) Drive.Observe(bench, 0, Outcome.Failed(FailureKind.Reset));
        for (var i = 0; i < 8; i++) bench.Time.Advance(EjectSweep.Every);

        bench.Node(0).State.IsUsable.ShouldBeTrue();
    }

    [Fact]
    public async Task Late_ThenFailsOrAnswers_CountsOnce()
    {
        await using var bench = new Bench();
        var state = BalancingSlice.Eject(bench.Node(0).State);
        Drive.Observe(bench, 0, Outcome.Failed(FailureKind.AttemptTimeout), wasLate: true);
        state.Read().ShouldBe(new EjectCounts(0, 1, 0, 0, 0));
        Drive.Observe(bench, 0, Outcome.Answered(200), wasLate: true);

        var counts = state.Read();
        (counts.Good, counts.Failed, counts.Timed).ShouldBe((0, 2, 1));
        state.FailuresInARow.ShouldBe(2, "an answer that came late ends no row");
    }

    [Fact]
    public async Task Observe_DeadlineOnASecondAttempt_IsNoEvidenceOfTheNode()
    {
        await using var bench = new Bench();
        for (var i = 0; i < 10; i++) Drive.Observe(bench, 0, Outcome.Failed(FailureKind.Deadline), number: 2);
        bench.Node(0).State.IsUsable.ShouldBeTrue();

        for (var i = 0; i < 5; i++) Drive.Observe(bench, 0, Outcome.Failed(FailureKind.Deadline), number: 1);
        bench.Node(0).State.IsUsable.ShouldBeFalse();
    }

    [Fact]
    public async Task Observe_FiveFailuresInARow_EjectsWithReasonAndReturnsAfterItsTime()
    {
        await using var bench = new Bench();
        while (bench.Version().Nodes.All(node => node.State.IsUsable)) await Fail(bench, only: bench.Node(0).Address);

        bench.Node(0).State.Withheld.ShouldBe(Withheld.Ejected);
        bench.Node(0).State.Availability.Reason.ShouldBe("5 failures in a row");
        bench.Runtime.Signals.Kept().ShouldContain(signal => signal.Name == "node-ejected");
        bench.Time.Advance(TimeSpan.FromSeconds(8.75));
        bench.Node(0).State.IsUsable.ShouldBeFalse();
        bench.Time.Advance(TimeSpan.FromSeconds(1.5));
        bench.Node(0).State.IsUsable.ShouldBeTrue();
        bench.Node(0).State.Availability.Reason.ShouldBeEmpty();
    }

    [Fact]
    public async Task Observe_CapReachedAndANodeReturns_HasRoomAgain()
    {
        await using var bench = new Bench(TurnWheelTests.Plan([1, 1, 1]));
        for (var i = 0; i < 50; i++) await Fail(bench, except: bench.Node(2).Address);
        var first = bench.Version().Nodes.Single(node => !node.State.IsUsable);
        bench.Time.Advance(TimeSpan.FromSeconds(11));
        first.State.IsUsable.ShouldBeTrue();

        var other = bench.Node(1 - first.Index);
        for (var i = 0; i < 30; i++) await Fail(bench, only: other.Address);

        bench.Version().Nodes.Single(node => !node.State.IsUsable).ShouldBe(other);
    }

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(0, 0, false)]
    [InlineData(1, 1, false)]
    [InlineData(1, 0, false)]
    public void MustReturn_UsableAndEjected_OnlyWhenNothingElseIsLeft(int usable, int ejectedOnly, bool expected) =>
        EjectCap.MustReturn(usable, ejectedOnly).ShouldBe(expected);

    [Fact]
    public async Task Apply_PlanTakesTheLastUsableNode_LetsTheEjectedBack()
    {
        await using var bench = new Bench();
        while (bench.Version().Nodes.All(node => node.State.IsUsable)) await Fail(bench, only: bench.Node(0).Address);

        bench.Publish(Bench.TwoNodes.Replace(", \"http://127.0.0.1:1002\"", ""));

        bench.Version().Nodes.ShouldHaveSingleItem().State.IsUsable.ShouldBeTrue();
        bench.Runtime.Signals.Kept().ShouldContain(signal => signal.Name == "node-returned");
    }

    [Fact]
    public async Task Observe_ASuccessBetween_BeginsTheRowAnew()
    {
        await using var bench = new Bench(TurnWheelTests.Plan([1, 1]));
        for (var i = 0; i < 40; i++)
        {
            await Fail(bench, only: bench.Node(0).Address);
            if (i % 4 == 3) for (var ok = 0; ok < 2; ok++) await CallPipeline.RunAsync(bench.Call());
        }

        bench.Node(0).State.IsUsable.ShouldBeTrue();
    }

    [Fact]
    public async Task Pick_AfterAnEjection_AvoidsTheNode()
    {
        await using var bench = new Bench();
        bench.Node(0).State.Withhold(Withheld.Ejected, on: true, "test");
        for (var i = 0; i < 20; i++)
        {
            var call = bench.Call();
            await CallPipeline.RunAsync(call);
            call.Nodes.ShouldBe([bench.Node(1).Address]);
        }
    }

    [Fact]
    public async Task Pick_OlderRevisionWhoseArrangementIsOutdated_UsesTheNodeThatCameBack()
    {
        await using var bench = new Bench();
        var older = bench.Plan;
        bench.Node(1).State.Withhold(Withheld.Probe, on: true, "test");
        bench.Publish(Bench.TwoNodes);
        bench.Node(1).State.Withhold(Withheld.Probe, on: false, "");
        bench.Node(0).State.Withhold(Withheld.Probe, on: true, "test");
        var call = bench.Call();
        call.Plan = older;

        (await CallPipeline.RunAsync(call)).IsSuccess.ShouldBeTrue();

        call.Nodes.ShouldBe([bench.Node(1).Address]);
    }

    [Fact]
    public async Task Withhold_LiveRevision_IsArrangedAnewAtOnce()
    {
        await using var bench = new Bench();

        bench.Node(0).State.Withhold(Withheld.Probe, on: true, "test");

        bench.Version().Candidates.Current.Groups.SelectMany(group => group.Nodes).ShouldBe([bench.Node(1)]);
    }

    /// <summary>Lets so many good answers of a node be known of.</summary>
    private static void Know(Bench bench, int node, int attempts)
    {
        Drive.Observe(bench, node, Outcome.Answered(200));
        bench.Time.Advance(EjectSweep.Every);
        for (var i = 0; i < attempts; i++) Drive.Observe(bench, node, Outcome.Answered(200));
        bench.Time.Advance(EjectSweep.Every);
    }

    /// <summary>One call whose attempt fails: on any node, on one node only, or on all but one.</summary>
    private static async Task Fail(Bench bench, string? only = null, string? except = null, FailureKind kind = FailureKind.Reset)
    {
        var call = bench.Call();
        call.Verb = "POST";
        call.OnAttempt = (node, _) => new(
            (only is null || node.Address == only) && node.Address != except ? Outcome.Failed(kind) : Outcome.Cancelled(false));
        await CallPipeline.RunAsync(call);
    }
}
