using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Balancing;
using Holdfast.Core.Principles.Failover;

namespace Holdfast.Core.Tests.Pipeline;

/// <summary>What becomes of a call whose attempt is late: usual calls take 10 ms here, so 30 ms is late.</summary>
public sealed class HedgeTests : IAsyncDisposable
{
    private const string Plan = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002", "http://127.0.0.1:1003" ] } } }
        interfaces:
          i: { match: { path: "/**" }, service: s, timeout: 2s, retry: { attempts: 3, backoff: { base: 0ms } } }
        """;

    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(35);

    private Bench _bench = new(Plan);

    [Fact]
    public async Task Late_ThenTheFirstAnswers_TheFirstIsPassedOnAndTheOtherCut()
    {
        var (call, script, running) = await StartAsync();

        _bench.Time.Advance(Late);
        call.Attempts.ShouldBe(2);
        script.Answer(1, 200);

        (await EndAsync(running)).ShouldBe(Outcome.Answered(200));
        script.Accepted.ShouldBe([1]);
        script.Cut.ShouldBe([2]);
        call.Attempt!.Number.ShouldBe(1);
        call.Nodes.Distinct().Count().ShouldBe(2);
        Decisions(call).ShouldBe(["hedge"]);
    }

    [Fact]
    public async Task Late_ThenTheOtherAnswers_TheOtherIsPassedOnAndTheFirstCut()
    {
        var (call, script, running) = await StartAsync();

        _bench.Time.Advance(Late);
        script.Answer(2, 200);

        (await EndAsync(running)).ShouldBe(Outcome.Answered(200));
        script.Accepted.ShouldBe([2]);
        script.Cut.ShouldBe([1]);
        call.Attempt!.IsHedge.ShouldBeTrue();
        call.Node!.Address.ShouldBe(call.Nodes[1]);
        call.AnswerBeganAt.ShouldNotBe(0);
        ShouldHaveEnded();
    }

    [Fact]
    public async Task Late_TheOtherWins_OnlyTheLatenessIsEvidence()
    {
        var (call, script, running) = await StartAsync();
        var first = Node(call.Nodes[0]);
        _bench.Time.Advance(Late);
        var second = Node(call.Nodes[1]);
        script.Answer(2, 200);
        await EndAsync(running);

        BalancingSlice.Eject(first.State).FailuresInARow.ShouldBe(1);
        first.State.Meter.Read().Failures.ShouldBe(0);
        first.State.Meter.Read().Cancelled.ShouldBe(1);
        second.State.Meter.Read().Cancelled.ShouldBe(0);
        BalancingSlice.Eject(second.State).FailuresInARow.ShouldBe(0);
    }

    [Fact]
    public async Task Late_BothFail_TheCallIsTriedOnceMore()
    {
        var (call, script, running) = await StartAsync();

        _bench.Time.Advance(Late);
        script.Fail(1, FailureKind.Reset);
        running.IsCompleted.ShouldBeFalse();
        script.Fail(2, FailureKind.Reset);
        ShouldMake(call, 3);
        script.Answer(3, 200);

        (await EndAsync(running)).ShouldBe(Outcome.Answered(200));
        call.Nodes.Distinct().Count().ShouldBe(3);
        Decisions(call).ShouldBe(["hedge", "reset", "retry"]);
        ShouldHaveEnded();
    }

    [Fact]
    public async Task Late_FirstAnswers503_TheOtherIsWaitedFor()
    {
        var (_, script, running) = await StartAsync();

        _bench.Time.Advance(Late);
        script.Answer(1, 503);
        running.IsCompleted.ShouldBeFalse();
        script.Answer(2, 200);

        (await EndAsync(running)).ShouldBe(Outcome.Answered(200));
        script.Accepted.ShouldBe([2]);
        ShouldHaveEnded();
    }

    [Fact]
    public async Task Late_TheOtherAnswers503_TheFirstIsWaitedFor()
    {
        var (call, script, running) = await StartAsync();

        _bench.Time.Advance(Late);
        script.Answer(2, 503);
        running.IsCompleted.ShouldBeFalse();
        script.Answer(1, 200);

        (await EndAsync(running)).ShouldBe(Outcome.Answered(200));
        script.Accepted.ShouldBe([1]);
        call.Attempt!.Number.ShouldBe(1);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public async Task Late_BothAnswer503AndNothingIsLeftToTry_TheLastOneIsPassedOn(int first, int last)
    {
        _bench = new Bench(Plan.Replace("attempts: 3", "attempts: 2"));
        var (call, script, running) = await StartAsync();

        _bench.Time.Advance(Late);
        script.Answer(first, 503);
        script.Answer(last, 503);

        // Not our own 502 in its place.
        (await EndAsync(running)).ShouldBe(Outcome.Answered(503));
        script.Accepted.ShouldBe([last]);
        call.Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Late_CallerGoes_BothAreCutAndNothingIsLearned()
    {
        var (call, script, running) = await StartAsync();

        _bench.Time.Advance(Late);
        call.Leave();

        (await EndAsync(running)).Kind.ShouldBe(OutcomeKind.Cancelled);
        script.Cut.Order().ShouldBe([1, 2]);
        _bench.Version().Nodes.ShouldAllBe(node => node.State.Meter.Read().Failures == 0);
        ShouldHaveEnded();
    }

    [Fact]
    public async Task Late_DeadlineComes_EndsBothAtOnce()
    {
        var (call, script, running) = await StartAsync();

        _bench.Time.Advance(Late);
        _bench.Time.Advance(TimeSpan.FromSeconds(2));

        (await EndAsync(running)).Failure.ShouldBe(FailureKind.Deadline);
        script.Cut.Order().ShouldBe([1, 2]);
        call.Refusal!.Rule.ShouldBe("interfaces.i.timeout");
        call.Attempts.ShouldBe(2);
        ShouldHaveEnded();
    }

    [Fact]
    public async Task Late_FirstAnswerIsBeingPassedOn_IsNotLateHoweverLongItTakes()
    {
        _bench = new Bench(Plan);
        await LearnAsync();
        var call = _bench.Call();
        var body = new TaskCompletionSource();
        call.OnTry = async (attempt, _) =>
        {
            call.Accepts(attempt, Outcome.Answered(200)).ShouldBeTrue();
            await body.Task;
            return Outcome.Answered(200);
        };
        var running = CallPipeline.RunAsync(call).AsTask();

        PassTime();
        body.SetResult();

        (await EndAsync(running)).IsSuccess.ShouldBeTrue();
        call.Attempt!.IsLate.ShouldBeFalse();
        call.Attempts.ShouldBe(1);
        BalancingSlice.Eject(call.Node!.State).FailuresInARow.ShouldBe(0);
    }

    [Fact]
    public async Task Late_CallerIsStillSending_IsNoEvidence()
    {
        var (call, script, running) = await StartAsync(static call => call.BodySentAt = long.MaxValue);

        PassTime();
        call.Attempts.ShouldBe(1);
        call.Attempt!.IsLate.ShouldBeFalse();
        script.Answer(1, 200);

        await EndAsync(running);
        BalancingSlice.Eject(call.Node!.State).FailuresInARow.ShouldBe(0);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("POST")]
    public async Task Late_RequestMayNotBeOnItsWayTwice_IsEvidenceAlone(string method)
    {
        var (call, script, running) = await StartAsync(call => call.Verb = method);

        _bench.Time.Advance(Late);

        call.Attempts.ShouldBe(1);
        call.Attempt!.IsLate.ShouldBeTrue();
        BalancingSlice.Eject(call.Node!.State).FailuresInARow.ShouldBe(1);
        script.Answer(1, 200);
        (await EndAsync(running)).IsSuccess.ShouldBeTrue();
        BalancingSlice.Eject(call.Node.State).FailuresInARow.ShouldBe(1);
    }

    [Fact]
    public async Task Late_BodyIsGone_IsNotSentTwice()
    {
        var (call, script, running) = await StartAsync(static call => call.IsBodyGone = true);

        _bench.Time.Advance(Late);
        call.Attempts.ShouldBe(1);
        script.Answer(1, 200);

        (await EndAsync(running)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Late_OneNode_IsWaitedFor()
    {
        _bench = new Bench(Plan.Replace(", \"http://127.0.0.1:1002\", \"http://127.0.0.1:1003\"", ""));
        var (call, script, running) = await StartAsync();

        PassTime();
        call.Attempts.ShouldBe(1);
        call.Attempt!.IsLate.ShouldBeFalse();
        script.Answer(1, 200);

        (await EndAsync(running)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Late_BudgetIsSpent_IsEvidenceAlone()
    {
        _bench = new Bench(Plan.Replace("s: { versions", "s: { retry-budget: { ratio: 0.001, at-least: 0 }, versions"));
        var (call, script, running) = await StartAsync();

        _bench.Time.Advance(Late);
        call.Attempts.ShouldBe(1);
        call.Attempt!.IsLate.ShouldBeTrue();
        script.Answer(1, 200);

        (await EndAsync(running)).IsSuccess.ShouldBeTrue();
        FailoverSlice.Budget(_bench.Runtime.State.Service("s")).Refused.ShouldBe(1);
    }

    [Fact]
    public async Task Late_AskedNotTo_IsNeverLate()
    {
        _bench = new Bench(Plan.Replace("attempts: 3,", "attempts: 3, late: none,"));
        var (call, script, running) = await StartAsync();

        PassTime();
        call.Attempt!.IsLate.ShouldBeFalse();
        script.Answer(1, 200);

        (await EndAsync(running)).IsSuccess.ShouldBeTrue();
        call.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Hedge_Throws_TheFirstAnswersAndTheFaultIsKept()
    {
        var (call, script, running) = await StartAsync();

        _bench.Time.Advance(Late);
        script.Throw(2);
        script.Answer(1, 200);

        (await EndAsync(running)).ShouldBe(Outcome.Answered(200));
        call.HedgeFault.ShouldBeOfType<InvalidOperationException>();
        ShouldHaveEnded();
        call.Reset();
        call.HedgeFault.ShouldBeNull();
    }

    [Fact]
    public async Task First_ThrowsWhileTheOtherIsInFlight_TheFaultIsTheCallers()
    {
        var (_, script, running) = await StartAsync();

        _bench.Time.Advance(Late);
        script.Throw(1);
        script.Fail(2, FailureKind.Reset);

        await Should.ThrowAsync<InvalidOperationException>(() => EndAsync(running));
        ShouldHaveEnded();
    }

    [Fact]
    public async Task Call_UsedAgainAfterAHedge_IsAsNew()
    {
        var (call, script, running) = await StartAsync();
        _bench.Time.Advance(Late);
        script.Answer(2, 200);
        await EndAsync(running);

        call.Reset();
        call.Plan = _bench.Plan;
        call.OnTry = null;
        call.Nodes.Clear();

        (await CallPipeline.RunAsync(call)).ShouldBe(Outcome.Answered(200));
        PassTime();
        call.Nodes.Count.ShouldBe(1);
        call.Attempt!.IsLate.ShouldBeFalse();
        call.Attempt.IsHedge.ShouldBeFalse();
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private static async Task<Outcome> EndAsync(Task<Outcome> running) => await running.WaitAsync(TimeSpan.FromSeconds(30));

    private static string[] Decisions(FakeCall call) => [.. call.Decisions.Kept.ToArray().Select(static decision => decision.Name)];

    /// <summary>Two attempts are joined on a thread of the pool.</summary>
    private static void ShouldMake(FakeCall call, int attempts) =>
        SpinWait.SpinUntil(() => call.Attempts == attempts, TimeSpan.FromSeconds(30)).ShouldBeTrue($"{attempts} attempts within 30 s; seen: {call.Attempts}");

    private NodeModel Node(string address) => _bench.Version().Nodes.Single(node => node.Address == address);

    private void ShouldHaveEnded()
    {
        _bench.Version().Nodes.ShouldAllBe(node => node.State.InFlight == 0);
        _bench.Plan.Interfaces["i"].State.InFlight.ShouldBe(0);
    }

    private async Task<(FakeCall Call, AttemptScript Script, Task<Outcome> Running)> StartAsync(Action<FakeCall>? arrange = null)
    {
        await LearnAsync();
        var call = _bench.Call();
        arrange?.Invoke(call);
        var script = new AttemptScript(call);
        return (call, script, CallPipeline.RunAsync(call).AsTask());
    }

    /// <summary>A second and a half, in steps: in a leap the process would seem to have stood still, and that is forgiven.</summary>
    private void PassTime()
    {
        for (var i = 0; i < 300; i++) _bench.Time.Advance(TimeSpan.FromMilliseconds(5));
    }

    private Task LearnAsync() => Learning.UsualAsync(_bench, TimeSpan.FromMilliseconds(10));
}
