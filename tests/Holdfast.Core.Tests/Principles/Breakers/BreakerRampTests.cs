using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Breakers;

namespace Holdfast.Core.Tests.Principles.Breakers;

/// <summary>How calls come back.</summary>
public sealed class BreakerRampTests : IAsyncDisposable
{
    private const string Slow = "failure-ratio: 0.5, minimum-calls: 10, open: 4s, ramp: { over: 10s, from: 0.1 }, trial-timeout: 2s";

    private readonly BreakerStage _stage = new(BreakerPlans.Yaml(Slow));

    [Fact]
    public async Task Ramp_GoodAnswers_PassesAGrowingShareAndCloses()
    {
        await HalfOpenAsync();
        var passed = new List<double>();
        for (var second = 0; second < 10; second++)
        {
            passed.Add(await PassedAsync(1_000));
            _stage.Pass(1);
        }

        // From a tenth by nine hundredths a second.
        for (var second = 0; second < 10; second++) passed[second].ShouldBe(0.1 + (0.09 * second), 0.002);
        _stage.Phase.ShouldBe(BreakerPhase.HalfOpen);
        (await _stage.SendAsync(BreakerStage.Good)).ShouldBeNull();
        _stage.Phase.ShouldBe(BreakerPhase.Closed);
        _stage.Signals.ShouldBe(["breaker-opened", "breaker-half-open", "breaker-closed"]);
    }

    [Fact]
    public async Task Ramp_FirstTrialFails_OpensAgainForLonger()
    {
        await HalfOpenAsync();

        await NextTrial().EndAsync(BreakerStage.Bad);

        _stage.Phase.ShouldBe(BreakerPhase.Open);
        _stage.Pass(4);
        (await _stage.SendAsync(BreakerStage.Good)).ShouldBe("breaker-open");
        _stage.Pass(4);
        (await _stage.SendAsync(BreakerStage.Good)).ShouldBeNull();
    }

    [Fact]
    public async Task Ramp_FailsInItsMidst_OpensByTheSameWindow()
    {
        await HalfOpenAsync();
        await PassedAsync(100);
        _stage.Phase.ShouldBe(BreakerPhase.HalfOpen);

        for (var i = 0; i < 200 && _stage.Phase == BreakerPhase.HalfOpen; i++) await _stage.SendAsync(BreakerStage.Bad);

        _stage.Phase.ShouldBe(BreakerPhase.Open);
        _stage.Seat.Set.State!.Era.Cause.Name.ShouldBe("failure-ratio");
    }

    [Fact]
    public async Task Ramp_ManyCallersAtOnce_WaitingTrialsNeverOutnumberTheGoodByMoreThanOne()
    {
        await HalfOpenAsync();
        _stage.Pass(5);
        var waiting = new Queue<BreakerStage.WaitingCall>();
        var good = 0;
        for (var round = 0; round < 6; round++)
        {
            for (var i = 0; i < 500; i++)
                if (_stage.Begin() is { IsMade: true } made) waiting.Enqueue(made);
            waiting.Count.ShouldBe(good + 1);
            var answered = waiting.Count;
            for (var i = 0; i < answered; i++) await waiting.Dequeue().EndAsync(BreakerStage.Good);
            good += answered;
        }

        good.ShouldBe(63);
    }

    [Fact]
    public async Task Ramp_TrialsAreCancelled_SaysNothingAndLetsTheNextThrough()
    {
        await HalfOpenAsync();
        for (var i = 0; i < 50; i++)
        {
            var trial = NextTrial();
            trial.Call.Gone = true;
            await trial.EndAsync(Outcome.Cancelled(began: false));
        }

        _stage.Phase.ShouldBe(BreakerPhase.HalfOpen);
        _stage.Reading.ShouldBe(new BreakerReading(default(WindowCounts)));
        // Not even when the ramp is over: nothing good was seen.
        _stage.Pass(20);
        _stage.Phase.ShouldBe(BreakerPhase.HalfOpen);
        (await _stage.SendAsync(BreakerStage.Good)).ShouldBeNull();
        _stage.Phase.ShouldBe(BreakerPhase.Closed);
    }

    [Fact]
    public async Task Ramp_TrialHangs_FailsWhenItsTimeIsOver()
    {
        await HalfOpenAsync();
        var hung = NextTrial();

        _stage.Pass(1.5);
        for (var i = 0; i < 30; i++) (await _stage.SendAsync(BreakerStage.Good)).ShouldBe("breaker-half-open");
        _stage.Pass(1);

        for (var i = 0; i < 30 && _stage.Phase == BreakerPhase.HalfOpen; i++) await _stage.SendAsync(BreakerStage.Good);
        _stage.Phase.ShouldBe(BreakerPhase.Open);
        // It was the only one; what it comes to says nothing of the time after.
        await hung.EndAsync(BreakerStage.Good);
        _stage.Phase.ShouldBe(BreakerPhase.Open);
    }

    [Fact]
    public async Task Ramp_TrialIsAStream_CountsWhenItsAnswerBegins()
    {
        await HalfOpenAsync();
        var stream = NextTrial();
        stream.BeginAnswer();

        // The stream goes on, and keeps nobody out.
        _stage.Pass(11);
        var second = NextTrial();
        second.BeginAnswer();
        _stage.Pass(3);
        (await _stage.SendAsync(BreakerStage.Good)).ShouldBeNull();
        _stage.Phase.ShouldBe(BreakerPhase.Closed);
        await stream.EndAsync(BreakerStage.Good);
        await second.EndAsync(BreakerStage.Good);
    }

    [Fact]
    public async Task Ramp_CallerSendsWithoutEnd_KeepsNobodyOut()
    {
        await HalfOpenAsync();
        var upload = NextTrial();
        upload.Call.BodySentAt = long.MaxValue;

        _stage.Pass(60);

        (await _stage.SendAsync(BreakerStage.Good)).ShouldBeNull();
        _stage.Phase.ShouldBe(BreakerPhase.Closed);
        await upload.EndAsync(BreakerStage.Good);
    }

    [Fact]
    public async Task Ramp_CallsOfTheTimeBefore_JudgeNothing()
    {
        var before = Enumerable.Range(0, 20).Select(_ => _stage.Begin()).ToArray();
        await HalfOpenAsync();
        await NextTrial().EndAsync(BreakerStage.Good);

        foreach (var call in before) await call.EndAsync(BreakerStage.Bad);

        _stage.Phase.ShouldBe(BreakerPhase.HalfOpen);
        _stage.Reading.Window.Failed.ShouldBe(0);
    }

    [Fact]
    public async Task Ramp_NoCalls_WaitsAndClosesWithTheNextGoodOne()
    {
        await _stage.SendAsync(10, BreakerStage.Bad);
        _stage.Pass(3_600);

        (await _stage.SendAsync(BreakerStage.Good)).ShouldBeNull();
        _stage.Phase.ShouldBe(BreakerPhase.HalfOpen);
        _stage.Pass(3_600);
        (await _stage.SendAsync(BreakerStage.Good)).ShouldBeNull();
        _stage.Phase.ShouldBe(BreakerPhase.Closed);
    }

    /// <summary>On real threads: of all that come, no more than the share and those that are answered allow.</summary>
    [Fact]
    public void TryAdmit_FromManyThreads_HoldsTheShare()
    {
        const int Calls = 200_000;
        const int Threads = 8;
        const double Share = 0.05;
        var era = new BreakerEra(
            new BreakerMachine(BreakerPhase.HalfOpen, 0, 1_000_000, 1), default, BreakerPlans.Read(Slow), FlightTable.PlacesMax, now: 0, frequency: 1_000);
        var (admitted, inFlight, most) = (0, 0, 0);
        // As many good trials as there are threads, or one of them that is kept from running would hold up all others.
        for (var good = 0; good < Threads;)
        {
            if (!era.TryAdmit(1, now: 1)) continue;
            era.Add(failed: false, slow: false, isTrial: true, isBad: false, now: 1);
            era.Resolve();
            good++;
        }

        Parallel.For(0, Calls, new ParallelOptions { MaxDegreeOfParallelism = Threads }, _ =>
        {
            if (!era.TryAdmit(Share, now: 1)) return;
            Interlocked.Increment(ref admitted);
            var beside = Interlocked.Increment(ref inFlight);
            InterlockedMax(ref most, beside);
            Interlocked.Decrement(ref inFlight);
            era.Add(failed: false, slow: false, isTrial: true, isBad: false, now: 1);
            era.Resolve();
        });

        admitted.ShouldBeLessThanOrEqualTo((int)(Calls * Share) + 1);
        admitted.ShouldBeGreaterThan((int)(Calls * Share * 0.9));
        most.ShouldBeGreaterThan(0);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            if (Interlocked.CompareExchange(ref most, value, seen) == seen) return;
    }

    private async Task HalfOpenAsync()
    {
        await _stage.SendAsync(10, BreakerStage.Bad);
        _stage.Phase.ShouldBe(BreakerPhase.Open);
        _stage.Pass(4);
        // The first call would be a trial: the phase changes when somebody asks.
        var first = _stage.Begin();
        first.IsMade.ShouldBeTrue();
        first.Call.Gone = true;
        await first.EndAsync(Outcome.Cancelled(began: false));
        _stage.Phase.ShouldBe(BreakerPhase.HalfOpen);
    }

    private async Task<double> PassedAsync(int calls)
    {
        var passed = 0;
        for (var i = 0; i < calls; i++)
            if (await _stage.SendAsync(BreakerStage.Good) is null) passed++;
        return (double)passed / calls;
    }

    private BreakerStage.WaitingCall NextTrial()
    {
        for (var i = 0; i < 1_000; i++)
        {
            var call = _stage.Begin();
            if (call.IsMade) return call;
        }

        throw new InvalidOperationException("no trial in a thousand calls");
    }
}
