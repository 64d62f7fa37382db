using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Tests.Pipeline;

public sealed class CallPipelineTests : IAsyncDisposable
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task Run_NothingMatches_RefusesWithoutAnAttempt()
    {
        var call = _bench.Call();
        call.Target = "*";

        (await CallPipeline.RunAsync(call)).ShouldBe(Outcome.Refused);

        call.Refusal!.Decision.ShouldBe("no-route");
        call.Nodes.ShouldBeEmpty();
        _bench.Plan.Unmatched.Read().Refused.ShouldBe(1);
    }

    [Fact]
    public async Task Run_Answered_CountsSuccessWithItsLatency()
    {
        var call = _bench.Call();
        call.OnAttempt = (_, _) =>
        {
            _bench.Time.Advance(TimeSpan.FromMilliseconds(40));
            call.Accepts(call.Attempt!, Outcome.Answered(200)).ShouldBeTrue();
            _bench.Time.Advance(TimeSpan.FromSeconds(30));
            return new(Outcome.Answered(200));
        };

        (await CallPipeline.RunAsync(call)).IsSuccess.ShouldBeTrue();

        var counts = call.Interface!.State.Meter.Read();
        counts.Successes.ShouldBe(1);
        counts.Quantile(0.5).TotalMilliseconds.ShouldBe(40, 40 * 0.0625);
        call.Interface.State.InFlight.ShouldBe(0);
        _bench.Node(0).State.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task Run_AttemptThrows_CountsAsFailureOfCallAndNode()
    {
        var call = _bench.Call();
        call.OnAttempt = (_, _) => throw new InvalidOperationException("broken");

        await Should.ThrowAsync<InvalidOperationException>(async () => await CallPipeline.RunAsync(call));

        var counts = call.Interface!.State.Meter.Read();
        (counts.Successes, counts.Failures).ShouldBe((0, 1));
        call.Node!.State.Meter.Read().Failures.ShouldBe(1);
        call.Interface.State.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task Run_ConnectFails_TriesTheOtherNode()
    {
        var call = _bench.Call();
        call.OnAttempt = (_, _) => new(call.Nodes.Count == 1 ? Outcome.Failed(FailureKind.Connect) : Outcome.Answered(200));

        (await CallPipeline.RunAsync(call)).IsSuccess.ShouldBeTrue();

        call.Nodes.Distinct().Count().ShouldBe(2);
        call.Decisions.Kept.ToArray().Select(d => d.Name).ShouldBe(["connect-failed", "retry"]);
    }

    [Theory]
    [InlineData(FailureKind.Reset)]
    [InlineData(FailureKind.Protocol)]
    [InlineData(FailureKind.AttemptTimeout)]
    public async Task Run_NotIdempotentAndFailsAfterSomethingWasSent_DoesNotTryAgain(FailureKind failure)
    {
        var call = _bench.Call();
        call.Verb = "POST";
        call.OnAttempt = (_, _) => new(Outcome.Failed(failure));

        (await CallPipeline.RunAsync(call)).Failure.ShouldBe(failure);

        call.Attempts.ShouldBe(1);
        call.Refusal.ShouldBe(call.Interface!.Refusals.For(failure));
    }

    [Fact]
    public async Task Run_EveryNodeRefusesConnections_StopsAtTheAttemptsOfThePlan()
    {
        var call = _bench.Call();
        call.OnAttempt = (_, _) => new(Outcome.Failed(FailureKind.Connect));

        (await CallPipeline.RunAsync(call)).Failure.ShouldBe(FailureKind.Connect);

        call.Nodes.Count.ShouldBe(2);
        call.Refusal!.Decision.ShouldBe("connect-failed");
    }

    [Fact]
    public async Task Run_BodyLargerThanTheInterfaceTakes_RefusesBeforeAnAttempt()
    {
        var call = _bench.Call();
        call.Length = 1025;

        (await CallPipeline.RunAsync(call)).ShouldBe(Outcome.Refused);

        call.Refusal!.Decision.ShouldBe("too-large");
        call.Nodes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_AttemptOutlastsItsTime_IsCancelledAndCalledATimeout()
    {
        var call = _bench.Call();
        call.Verb = "POST";
        call.OnAttempt = (_, timeIsUp) => WaitFor(timeIsUp);
        var running = CallPipeline.RunAsync(call).AsTask();

        _bench.Time.Advance(TimeSpan.FromMilliseconds(899));
        running.IsCompleted.ShouldBeFalse();
        _bench.Time.Advance(TimeSpan.FromMilliseconds(1));

        (await running.WaitAsync(TimeSpan.FromSeconds(30))).Failure.ShouldBe(FailureKind.AttemptTimeout);
        call.Refusal!.Decision.ShouldBe("attempt-timeout");
    }

    [Fact]
    public async Task Run_DeadlineComesBeforeTheAttemptsTime_IsCalledTheDeadline()
    {
        _bench.Publish(Bench.TwoNodes.Replace(", per-try: 900ms", ""));
        var call = _bench.Call();
        call.OnAttempt = (_, timeIsUp) =>
        {
            if (call.Nodes.Count == 2) return WaitFor(timeIsUp);
            _bench.Time.Advance(TimeSpan.FromMilliseconds(1500));
            return new(Outcome.Failed(FailureKind.Connect));
        };
        var running = CallPipeline.RunAsync(call).AsTask();

        running.IsCompleted.ShouldBeFalse();
        _bench.Time.Advance(TimeSpan.FromMilliseconds(500));

        (await running.WaitAsync(TimeSpan.FromSeconds(30))).Failure.ShouldBe(FailureKind.Deadline);
        call.Refusal!.Rule.ShouldBe("interfaces.i.timeout");
    }

    [Fact]
    public async Task Run_AnswerHasBegun_OutlastsEveryDeadline()
    {
        var call = _bench.Call();
        var fired = false;
        call.OnAttempt = (_, timeIsUp) =>
        {
            call.Accepts(call.Attempt!, Outcome.Answered(200)).ShouldBeTrue();
            _bench.Time.Advance(TimeSpan.FromHours(1));
            fired = timeIsUp.IsCancellationRequested;
            return new(Outcome.Answered(200));
        };

        (await CallPipeline.RunAsync(call)).IsSuccess.ShouldBeTrue();
        fired.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_CallerStillSends_TheTimeBeginsWhenItHasSentAll()
    {
        var call = _bench.Call();
        call.Verb = "POST";
        call.Timer.Share();
        call.OnAttempt = (_, timeIsUp) =>
        {
            call.Timer.Hold();
            return WaitFor(timeIsUp);
        };
        var running = CallPipeline.RunAsync(call).AsTask();

        _bench.Time.Advance(TimeSpan.FromMinutes(10));
        running.IsCompleted.ShouldBeFalse();
        call.Timer.Release();
        _bench.Time.Advance(TimeSpan.FromMilliseconds(899));
        running.IsCompleted.ShouldBeFalse();
        _bench.Time.Advance(TimeSpan.FromMilliseconds(1));

        (await running.WaitAsync(TimeSpan.FromSeconds(30))).Failure.ShouldBe(FailureKind.AttemptTimeout);
    }

    [Fact]
    public async Task Run_CancelledByTheCaller_IsEvidenceOfNothing()
    {
        for (var i = 0; i < 50; i++)
        {
            var call = _bench.Call();
            call.OnAttempt = (_, _) => new(Outcome.Cancelled(began: false));
            (await CallPipeline.RunAsync(call)).Kind.ShouldBe(OutcomeKind.Cancelled);
        }

        _bench.Version().Nodes.ShouldAllBe(node => node.State.IsUsable);
        _bench.Plan.Interfaces["i"].State.Meter.Read().Cancelled.ShouldBe(50);
    }

    [Fact]
    public async Task Run_BrokenOffAnswer_IsNeverTriedAgain()
    {
        var call = _bench.Call();
        call.OnAttempt = (_, _) => new(Outcome.BrokenOff(200));

        var outcome = await CallPipeline.RunAsync(call);

        outcome.Failure.ShouldBe(FailureKind.Truncated);
        call.Attempts.ShouldBe(1);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private static async ValueTask<Outcome> WaitFor(CancellationToken timeIsUp)
    {
        var done = new TaskCompletionSource();
        await using var _ = timeIsUp.Register(done.SetResult);
        await done.Task;
        return Outcome.Failed(FailureKind.Reset);
    }
}
