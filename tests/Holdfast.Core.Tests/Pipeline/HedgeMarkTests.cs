using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Balancing;
using Holdfast.Core.Principles.Balancing.Picking;
using Holdfast.Core.Principles.Failover;

namespace Holdfast.Core.Tests.Pipeline;

/// <summary>Second attempts at a time of their own. Usual calls take 10 ms here, so 30 ms is late.</summary>
public sealed class HedgeMarkTests : IAsyncDisposable
{
    private Bench _bench = Make("hedge: { after: p95 }");

    [Fact]
    public async Task Percentile_OnceKnown_ComesBeforeLate()
    {
        _bench.Plan.Interfaces["i"].Retry.HedgeAfter.ShouldBe(Timeout.InfiniteTimeSpan);
        await LearnAsync();

        _bench.Plan.Interfaces["i"].Retry.HedgeAfter.TotalMilliseconds.ShouldBe(10, 0.7);
        _bench.Plan.Interfaces["i"].Retry.LateAfter.TotalMilliseconds.ShouldBe(30, 2);
    }

    [Fact]
    public async Task Percentile_IsOver_MakesAnotherAndIsNoEvidence()
    {
        var (call, script, running) = await StartAsync();

        Pass(12);
        call.Attempts.ShouldBe(2);
        call.First.IsLate.ShouldBeFalse();
        script.Answer(2, 200);

        (await EndAsync(running)).ShouldBe(Outcome.Answered(200));
        script.Cut.ShouldBe([1]);
        var first = _bench.Version().Nodes.Single(node => node.Address == call.Nodes[0]).State;
        BalancingSlice.Eject(first).FailuresInARow.ShouldBe(0);
        (first.Meter.Read().Failures, first.Meter.Read().Cancelled).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Percentile_AndThenLate_IsEvidenceAtItsOwnTime()
    {
        var (call, script, running) = await StartAsync();
        var first = _bench.Version().Nodes.Single(node => node.Address == call.Nodes[0]).State;

        Pass(12);
        Pass(10);
        BalancingSlice.Eject(first).FailuresInARow.ShouldBe(0);
        Pass(12);
        ShouldBecome(() => BalancingSlice.Eject(first).FailuresInARow == 1, "late");
        call.First.IsLate.ShouldBeTrue();
        script.Answer(2, 200);

        (await EndAsync(running)).IsSuccess.ShouldBeTrue();
        BalancingSlice.Eject(first).FailuresInARow.ShouldBe(1);
    }

    [Fact]
    public async Task Percentile_AnswerBegins_IsNeitherLateNorOutrun()
    {
        var (call, _, running) = await StartAsync();
        Pass(5);
        var body = new TaskCompletionSource();
        _bench.Time.Advance(TimeSpan.Zero);
        call.Accepts(call.Attempt!, Outcome.Answered(200)).ShouldBeTrue();

        for (var i = 0; i < 100; i++) Pass(5);
        call.Attempts.ShouldBe(1);
        call.Leave();
        body.SetResult();
        await EndAsync(running);
        BalancingSlice.Eject(call.Node!.State).FailuresInARow.ShouldBe(0);
    }

    [Fact]
    public async Task Percentile_TheFirstAnswersBeforeItIsLate_IsNeverTold()
    {
        var (call, script, running) = await StartAsync();

        Pass(12);
        script.Answer(1, 200);
        await EndAsync(running);
        Pass(60);

        script.Cut.ShouldBe([2]);
        BalancingSlice.Eject(call.Node!.State).FailuresInARow.ShouldBe(0);
        call.First.IsLate.ShouldBeFalse();
    }

    [Fact]
    public async Task Outrun_Attempt_TellsBalancingHowLongItWaitedAtLeast()
    {
        var (call, script, running) = await StartAsync();
        var first = _bench.Version().Nodes.Single(node => node.Address == call.Nodes[0]);
        var before = LoadState.Of(first.State).Level;

        Pass(12);
        Pass(8);
        script.Answer(2, 200);
        await EndAsync(running);

        LoadState.Of(first.State).Level.ShouldBeGreaterThan(float.IsNaN(before) ? float.MinValue : before);
    }

    [Fact]
    public async Task FixedTime_IsKnownWithoutLearning()
    {
        await ReplaceAsync("hedge: { after: 100ms }");
        var call = _bench.Call();
        var script = new AttemptScript(call);
        var running = CallPipeline.RunAsync(call).AsTask();

        Pass(99);
        call.Attempts.ShouldBe(1);
        Pass(2);
        call.Attempts.ShouldBe(2);
        script.Answer(2, 200);

        (await EndAsync(running)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task FixedTime_AfterLate_IsEvidenceFirst()
    {
        await ReplaceAsync("hedge: { after: 100ms }");
        var (call, script, running) = await StartAsync();

        Pass(35);
        BalancingSlice.Eject(call.Node!.State).FailuresInARow.ShouldBe(1);
        call.Attempts.ShouldBe(1);
        Pass(70);
        ShouldBecome(() => call.Attempts == 2, "hedged");
        script.Answer(2, 200);

        (await EndAsync(running)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task FixedTimeAfterLate_TheFirstAnswersBetween_MakesNoOther()
    {
        await ReplaceAsync("hedge: { after: 100ms }");
        var (call, script, running) = await StartAsync();

        Pass(35);
        script.Answer(1, 200);
        (await EndAsync(running)).IsSuccess.ShouldBeTrue();
        Pass(100);

        call.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task None_StillTellsLate()
    {
        await ReplaceAsync("hedge: none");
        var (call, script, running) = await StartAsync();

        Pass(35);
        BalancingSlice.Eject(call.Node!.State).FailuresInARow.ShouldBe(1);
        Pass(60);
        call.Attempts.ShouldBe(1);
        script.Answer(1, 200);
        (await EndAsync(running)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task LateNone_StillHedges()
    {
        await ReplaceAsync("late: none, hedge: { after: p95 }");
        var (call, script, running) = await StartAsync();

        Pass(12);
        call.Attempts.ShouldBe(2);
        Pass(100);
        script.Answer(2, 200);
        await EndAsync(running);

        call.First.IsLate.ShouldBeFalse();
    }

    [Theory]
    [InlineData("PUT", false, "safe", false)]
    [InlineData("POST", true, "safe", false)]
    [InlineData("POST", false, "idempotent", false)]
    [InlineData("POST", true, "idempotent", true)]
    [InlineData("PUT", false, "idempotent", true)]
    [InlineData("GET", false, "idempotent", true)]
    public async Task Request_ByWhatItIs_IsMadeTwiceOrNot(string method, bool keyed, string requests, bool isTwice)
    {
        await ReplaceAsync($"hedge: {{ after: p95, requests: {requests} }}");
        var (call, script, running) = await StartAsync(call =>
        {
            call.Verb = method;
            if (keyed) call.Headers["Idempotency-Key"] = "42";
        });

        Pass(12);
        call.Attempts.ShouldBe(isTwice ? 2 : 1);
        script.Answer(1, 200);
        (await EndAsync(running)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task AtMost_IsReached_MakesNoMoreAndTakesNothingFromTheBudget()
    {
        await ReplaceAsync("hedge: { after: p95, at-most: 0.05 }");
        await LearnAsync();
        var hedged = 0;
        for (var i = 0; i < 60; i++)
        {
            var (call, script, running) = Start();
            Pass(12);
            if (call.Attempts == 2) hedged++;
            script.Answer(1, 200);
            await EndAsync(running);
        }

        // Of some ninety calls within the window.
        hedged.ShouldBeInRange(3, 5);
        var state = FailoverSlice.State(_bench.Plan.Interfaces["i"].State);
        state.Hedging.Refused.ShouldBe(0, "who begins while it is used up does not ask at a mark that many calls pass");
        FailoverSlice.Budget(_bench.Runtime.State.Service("s")).Retries.ShouldBe(hedged);
    }

    [Fact]
    public async Task AtMost_IsUsedUp_CallsAskWhenTheyAreLate()
    {
        await ReplaceAsync("hedge: { after: p95, at-most: 0.0005 }");
        await LearnAsync();
        var (first, firstScript, firstRunning) = Start();
        Pass(12);
        first.Attempts.ShouldBe(2);
        firstScript.Answer(1, 200);
        await EndAsync(firstRunning);

        var (call, script, running) = Start();
        Pass(12);
        call.Decisions.Count.ShouldBe(0);
        Pass(22);
        ShouldBecome(() => FailoverSlice.State(_bench.Plan.Interfaces["i"].State).Hedging.Refused == 1, "asked");
        call.First.IsLate.ShouldBeTrue();
        script.Answer(1, 200);
        await EndAsync(running);

        call.Attempts.ShouldBe(1);
        call.Decisions.Kept[0].Name.ShouldBe("hedge-over-limit");
    }

    [Fact]
    public async Task Budget_IsSpent_GivesBackWhatTheInterfaceAllowed()
    {
        await ReplaceAsync("hedge: { after: p95, at-most: 0.0005 }", "retry-budget: { ratio: 0.001, at-least: 0 }, ");
        var (call, script, running) = await StartAsync();
        Pass(12);
        script.Answer(1, 200);
        await EndAsync(running);

        call.Attempts.ShouldBe(1);
        FailoverSlice.State(_bench.Plan.Interfaces["i"].State).Hedging.Retries.ShouldBe(0);
        FailoverSlice.Budget(_bench.Runtime.State.Service("s")).Refused.ShouldBe(1);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private static Bench Make(string retry, string service = "") => new($$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { {{service}}versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002", "http://127.0.0.1:1003" ] } } }
        interfaces:
          i: { match: { path: "/**" }, service: s, timeout: 2s, retry: { attempts: 3, backoff: { base: 0ms }, {{retry}} } }
        """);

    private static async Task<Outcome> EndAsync(Task<Outcome> running) => await running.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>What waits between two marks goes on on a thread of the pool.</summary>
    private static void ShouldBecome(Func<bool> holds, string what) =>
        SpinWait.SpinUntil(holds, TimeSpan.FromSeconds(30)).ShouldBeTrue($"{what} within 30 s");

    private async Task ReplaceAsync(string retry, string service = "")
    {
        await _bench.DisposeAsync();
        _bench = Make(retry, service);
    }

    private void Pass(int milliseconds) => _bench.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));

    private (FakeCall Call, AttemptScript Script, Task<Outcome> Running) Start(Action<FakeCall>? arrange = null)
    {
        var call = _bench.Call();
        arrange?.Invoke(call);
        var script = new AttemptScript(call);
        return (call, script, CallPipeline.RunAsync(call).AsTask());
    }

    private async Task<(FakeCall Call, AttemptScript Script, Task<Outcome> Running)> StartAsync(Action<FakeCall>? arrange = null)
    {
        await LearnAsync();
        return Start(arrange);
    }

    private Task LearnAsync() => Learning.UsualAsync(_bench, TimeSpan.FromMilliseconds(10));
}
