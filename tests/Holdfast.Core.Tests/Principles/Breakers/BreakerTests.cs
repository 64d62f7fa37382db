using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Breakers;
using Holdfast.Core.Principles.Failover;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Breakers;

/// <summary>Breakers on the way of calls.</summary>
public sealed class BreakerTests : IAsyncDisposable
{
    private BreakerStage _stage = new(BreakerPlans.Yaml("failure-ratio: 0.5, minimum-calls: 10, open: 4s, ramp: { over: 10s, from: 0.1 }"));

    [Fact]
    public async Task Failures_ReachTheRatio_RefuseWithTheNumbersAndWhenToComeBack()
    {
        await _stage.SendAsync(10, BreakerStage.Bad);

        var call = _stage.Bench.Call();
        (await CallPipeline.RunAsync(call)).ShouldBe(Outcome.Refused);
        call.Nodes.ShouldBeEmpty();
        (call.Refusal!.Error.Id, call.Refusal.Status, call.Refusal.Rule).ShouldBe(("HF4035", 503, "services.s.breaker"));
        call.RetryAfter.TotalSeconds.ShouldBeInRange(3.6, 4);
        call.Decisions.Kept[0].Name.ShouldBe("breaker-open");
        call.Decisions.Kept[0].Measured.ShouldBe(new Measure("failure-ratio", 1, 0.5));
        _stage.Signals.ShouldBe(["breaker-opened"]);
    }

    [Fact]
    public async Task Failures_BelowTheRatio_RefuseNothing()
    {
        for (var i = 0; i < 100; i++) (await _stage.SendAsync(i % 5 is 2 or 4 ? BreakerStage.Bad : BreakerStage.Good)).ShouldBeNull();

        _stage.Phase.ShouldBe(BreakerPhase.Closed);
    }

    [Fact]
    public async Task Failures_SpreadOverMoreThanTheWindow_RefuseNothing()
    {
        for (var i = 0; i < 50; i++)
        {
            await _stage.SendAsync(BreakerStage.Bad);
            _stage.Pass(1.5);
        }

        _stage.Phase.ShouldBe(BreakerPhase.Closed);
    }

    [Fact]
    public async Task NoBreaker_InThePlan_HasNoGate()
    {
        await using var bench = new Bench();

        bench.Version().Gates.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelled_ByTheirCallers_AreEvidenceOfNothing()
    {
        for (var i = 0; i < 100; i++) await _stage.SendAsync(Outcome.Cancelled(began: false), static call => call.Gone = true);

        _stage.Reading.Window.Calls.ShouldBe(0);
        await _stage.SendAsync(9, BreakerStage.Bad);
        _stage.Phase.ShouldBe(BreakerPhase.Closed);
    }

    [Fact]
    public async Task Opens_DuringACall_StopsItsRetriesAndTakesNothingFromTheBudget()
    {
        _stage = new BreakerStage(BreakerPlans.Yaml(
            "failure-ratio: none, consecutive-failures: 2", nodes: 4, target: "timeout: 60s, retry: { attempts: 4, backoff: { base: 0ms } }"));
        var call = _stage.Bench.Call();
        call.OnAttempt = static (_, _) => new(Outcome.Failed(FailureKind.Connect));

        (await CallPipeline.RunAsync(call)).Failure.ShouldBe(FailureKind.Connect);

        call.Nodes.Count.ShouldBe(2);
        call.Refusal!.Decision.ShouldBe("connect-failed");
        call.Decisions.Kept.ToArray().Select(static decision => decision.Name).ShouldBe(["connect-failed", "retry", "connect-failed", "retry", "breaker-open"]);
        FailoverSlice.Budget(_stage.Bench.Runtime.State.Service("s")).Retries.ShouldBe(1);
        FailoverSlice.State(_stage.Bench.Plan.Interfaces["i"].State).Retries.ShouldBe(1);
    }

    [Fact]
    public async Task Refused_Calls_BringNothingToTheRetryBudget()
    {
        _stage = new BreakerStage(BreakerPlans.Yaml("minimum-calls: 10", service: "retry-budget: { ratio: 0.1, at-least: 0 }"));
        await _stage.SendAsync(10, BreakerStage.Bad);
        var budget = FailoverSlice.Budget(_stage.Bench.Runtime.State.Service("s"));

        await _stage.SendAsync(1_000, BreakerStage.Good);

        Enumerable.Range(0, 100).Count(_ => budget.TryTake(0.1, 0, out var _)).ShouldBe(1);
    }

    [Fact]
    public async Task Slow_Answers_OpenIt()
    {
        _stage = new BreakerStage(BreakerPlans.Yaml("slow: 1s, slow-ratio: 0.5, minimum-calls: 4"));
        for (var i = 0; i < 4; i++)
        {
            var call = _stage.Begin();
            _stage.Pass(i % 2 == 0 ? 1.1 : 0.5);
            await call.EndAsync(BreakerStage.Good);
        }

        // The slow one that was last is judged when it is in; two of four is the ratio.
        _stage.Reading.Window.Slow.ShouldBe(2);
        var last = _stage.Begin();
        _stage.Pass(1.1);
        await last.EndAsync(BreakerStage.Good);
        _stage.Phase.ShouldBe(BreakerPhase.Open);
    }

    [Fact]
    public async Task Hanging_CallsInFlight_OpenItBeforeTheyReturn()
    {
        _stage = new BreakerStage(BreakerPlans.Yaml("slow: 800ms, minimum-calls: 10, trial-timeout: 2s"));
        var calls = Enumerable.Range(0, 10).Select(_ => _stage.Begin()).ToArray();
        _stage.Pass(0.7);
        var eleventh = _stage.Begin();
        eleventh.IsMade.ShouldBeTrue();
        _stage.Pass(0.2);

        (await _stage.SendAsync(BreakerStage.Good)).ShouldBe("breaker-open");
        // What they come to belongs to the time before.
        foreach (var call in calls) await call.EndAsync(BreakerStage.Good);
        await eleventh.EndAsync(BreakerStage.Good);
        _stage.Phase.ShouldBe(BreakerPhase.Open);
    }

    [Fact]
    public async Task Hanging_CallersThatStillSend_AreNot()
    {
        _stage = new BreakerStage(BreakerPlans.Yaml("slow: 800ms, hanging: 1, trial-timeout: 2s"));
        var uploads = Enumerable.Range(0, 10).Select(_ => _stage.Begin(static call => call.BodySentAt = long.MaxValue)).ToArray();
        _stage.Pass(30);

        (await _stage.SendAsync(BreakerStage.Good)).ShouldBeNull();
        foreach (var call in uploads) await call.EndAsync(BreakerStage.Good);
        _stage.Reading.Window.Slow.ShouldBe(0);
    }

    [Fact]
    public async Task Hanging_LongAnswers_AreNot()
    {
        _stage = new BreakerStage(BreakerPlans.Yaml("slow: 800ms, hanging: 1, trial-timeout: 2s"));
        var stream = _stage.Begin();
        stream.BeginAnswer();
        _stage.Pass(30);

        (await _stage.SendAsync(BreakerStage.Good)).ShouldBeNull();
        await stream.EndAsync(BreakerStage.Good);
        _stage.Reading.Window.Slow.ShouldBe(0);
    }

    [Fact]
    public async Task Hanging_CallersThatLeave_AreForgotten()
    {
        _stage = new BreakerStage(BreakerPlans.Yaml("slow: 800ms, hanging: 2, trial-timeout: 2s"));
        for (var i = 0; i < 20; i++)
        {
            var call = _stage.Begin();
            _stage.Pass(0.9);
            (await _stage.SendAsync(BreakerStage.Good)).ShouldBeNull();
            call.Call.Gone = true;
            await call.EndAsync(Outcome.Cancelled(began: false));
        }

        _stage.Phase.ShouldBe(BreakerPhase.Closed);
        _stage.Reading.Window.Calls.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Hanging_MoreThanAreWatched_ThoseWatchedStandForAll()
    {
        _stage = new BreakerStage(BreakerPlans.Yaml("slow: 800ms, slow-ratio: 0.5, trial-timeout: 2s"));
        await _stage.SendAsync(1_500, BreakerStage.Good);
        var hung = Enumerable.Range(0, 2_000).Select(_ => _stage.Begin()).ToArray();
        _stage.Pass(0.9);

        // 2000 of 3500; of those watched alone it would be 1024 of 2524.
        (await _stage.SendAsync(BreakerStage.Good)).ShouldBe("breaker-open");
        foreach (var call in hung) await call.EndAsync(BreakerStage.Good);
    }

    [Fact]
    public async Task Hanging_CallsThatComeBack_CountOnce()
    {
        _stage = new BreakerStage(BreakerPlans.Yaml("slow: 800ms, slow-ratio: 0.5, minimum-calls: 20, trial-timeout: 2s"));
        await _stage.SendAsync(14, BreakerStage.Good);
        var slow = Enumerable.Range(0, 8).Select(_ => _stage.Begin()).ToArray();
        _stage.Pass(0.9);
        await _stage.SendAsync(BreakerStage.Good);
        _stage.Reading.Hanging.ShouldBe(8);

        foreach (var call in slow) await call.EndAsync(BreakerStage.Good);

        // Eight of 23; counted as hanging too it would be 16 of 31.
        _stage.Reading.ShouldBe(new BreakerReading(new WindowCounts(23, 0, 8)));
        _stage.Phase.ShouldBe(BreakerPhase.Closed);
    }

    [Fact]
    public async Task Observe_WouldRefuse_PassesAndCounts()
    {
        _stage = new BreakerStage(BreakerPlans.Yaml("minimum-calls: 10, observe: true"));
        await _stage.SendAsync(10, BreakerStage.Bad);

        for (var i = 0; i < 7; i++) (await _stage.SendAsync(BreakerStage.Good)).ShouldBeNull();

        _stage.Phase.ShouldBe(BreakerPhase.Open);
        _stage.Seat.Set.Tallies.Read().ShouldBe((0, 7));
        _stage.Bench.Runtime.Signals.Kept().Single(static signal => signal.Name == "breaker-opened").Text.ShouldContain("observed only");
    }

    [Fact]
    public async Task Edge_OneInterfaceFails_SparesTheOther()
    {
        _stage = new BreakerStage(BreakerPlans.Yaml("minimum-calls: 10, scope: edge") + "\n  j: { match: { path: /j }, service: s }");
        await _stage.SendAsync(10, BreakerStage.Bad);

        (await _stage.SendAsync(BreakerStage.Good)).ShouldBe("breaker-open");
        (await _stage.SendAsync(BreakerStage.Good, static call => call.Target = "/j")).ShouldBeNull();
        _stage.Bench.Runtime.Signals.Kept().Single(static signal => signal.Name == "breaker-opened").Subject.ShouldBe("interfaces.i to services.s.versions.v1");
    }

    [Fact]
    public async Task Edge_OfAnInterfaceThatWasGone_BeginsAnew()
    {
        const string Other = "\n  j: { match: { path: /j }, service: s }";
        var yaml = BreakerPlans.Yaml("minimum-calls: 10, scope: edge");
        _stage = new BreakerStage(yaml + Other);
        for (var i = 0; i < 10; i++) await _stage.SendAsync(BreakerStage.Bad, static call => call.Target = "/j");
        (await _stage.SendAsync(BreakerStage.Good, static call => call.Target = "/j")).ShouldBe("breaker-open");

        _stage.Bench.Publish(yaml);
        _stage.Bench.Publish(yaml + Other);

        (await _stage.SendAsync(BreakerStage.Good, static call => call.Target = "/j")).ShouldBeNull();
    }

    [Fact]
    public async Task Version_OneInterfaceFails_StopsAll()
    {
        _stage = new BreakerStage(BreakerPlans.Yaml("minimum-calls: 10") + "\n  j: { match: { path: /j }, service: s }");
        await _stage.SendAsync(10, BreakerStage.Bad);

        (await _stage.SendAsync(BreakerStage.Good, static call => call.Target = "/j")).ShouldBe("breaker-open");
    }

    [Fact]
    public async Task CountWindow_LastCalls_Decide()
    {
        _stage = new BreakerStage(BreakerPlans.Yaml("window: 20 calls, minimum-calls: 20"));
        await _stage.SendAsync(1_000, BreakerStage.Good);
        _stage.Pass(3_600);

        await _stage.SendAsync(9, BreakerStage.Bad);
        _stage.Phase.ShouldBe(BreakerPhase.Closed);
        await _stage.SendAsync(BreakerStage.Bad);
        _stage.Phase.ShouldBe(BreakerPhase.Open);
    }

    [Theory]
    [InlineData("failure-ratio: 0.5, minimum-calls: 10, open: 4s, ramp: { over: 10s, from: 0.1 }, window: 30s")]
    [InlineData("failure-ratio: 0.9, minimum-calls: 50, open: 4s, ramp: { over: 10s, from: 0.1 }")]
    public async Task Revision_OtherBounds_LeavesItOpen(string breaker)
    {
        await _stage.SendAsync(10, BreakerStage.Bad);

        _stage.Bench.Publish(BreakerPlans.Yaml(breaker));

        (await _stage.SendAsync(BreakerStage.Good)).ShouldBe("breaker-open");
    }

    [Fact]
    public async Task Revision_SameEvidence_KeepsIt()
    {
        await _stage.SendAsync(9, BreakerStage.Bad);

        _stage.Bench.Publish(BreakerPlans.Yaml("failure-ratio: 0.6, minimum-calls: 10"));
        await _stage.SendAsync(BreakerStage.Bad);

        _stage.Phase.ShouldBe(BreakerPhase.Open);
    }

    [Fact]
    public async Task Revision_CallsOfTheOneBefore_AreJudgedByTheLiveOne()
    {
        const string Retries = "timeout: 60s, retry: { attempts: 4, backoff: { base: 0ms } }";
        _stage = new BreakerStage(BreakerPlans.Yaml("failure-ratio: none, consecutive-failures: 2", nodes: 4, target: Retries));
        var call = _stage.Begin();

        _stage.Bench.Publish(BreakerPlans.Yaml("failure-ratio: none, consecutive-failures: 100, slow: 500ms", nodes: 4, target: Retries));
        await call.EndAsync(Outcome.Failed(FailureKind.Connect));

        call.Call.Attempts.ShouldBe(4);
        _stage.Phase.ShouldBe(BreakerPhase.Closed);
        // The first was sent under evidence of the revision before.
        _stage.Reading.Row.ShouldBe(3);
        _stage.Seat.Set.State!.Era.Spec.Slow.ShouldBe(TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task Prepared_NeverPublished_ChangesNothing()
    {
        await _stage.SendAsync(9, BreakerStage.Bad);

        _stage.Bench.Runtime.Prepare(Bench.Read(BreakerPlans.Yaml("window: 1m, minimum-calls: 10")), "00");

        _stage.Reading.Window.Calls.ShouldBe(9);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();
}
