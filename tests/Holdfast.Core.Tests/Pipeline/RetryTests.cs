using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Failover;

namespace Holdfast.Core.Tests.Pipeline;

/// <summary>Attempts that follow one that failed: when, where, how long after, and when not.</summary>
public sealed class RetryTests : IAsyncDisposable
{
    private const string TwoNodes = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002" ] } } }
        interfaces:
          i: { match: { path: "/**" }, service: s, timeout: 10s, retry: { attempts: 3, backoff: { base: 100ms, cap: 100ms } } }
        """;

    private const string OneNode = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } } }
        interfaces:
          i: { match: { path: "/**" }, service: s, timeout: 10s, retry: { attempts: 3, backoff: { base: 0ms } } }
        """;

    private Bench _bench = new(TwoNodes);

    [Fact]
    public async Task Run_Answers503_TriesAnotherNodeAfterTheBackoff()
    {
        var (call, script, running) = Start();

        script.Answer(1, 503);
        running.IsCompleted.ShouldBeFalse();
        script.Accepted.ShouldBeEmpty();
        _bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        script.Answer(2, 200);

        (await EndAsync(running)).ShouldBe(Outcome.Answered(200));
        call.Nodes.Distinct().Count().ShouldBe(2);
        script.Accepted.ShouldBe([2]);
    }

    [Fact]
    public async Task Run_EveryNodeAnswers503_PassesTheLastAnswerOn()
    {
        var (call, script, running) = Start();

        script.Answer(1, 503);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        script.Answer(2, 500);

        (await EndAsync(running)).ShouldBe(Outcome.Answered(500));
        call.Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Run_AsksToBeLeftAlone_AnotherNodeDoesNotWaitForIt()
    {
        var (_, script, running) = Start();
        script.RetryAfter[1] = TimeSpan.FromMinutes(5);

        script.Answer(1, 503);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        script.Answer(2, 200);

        (await EndAsync(running)).ShouldBe(Outcome.Answered(200));
    }

    [Fact]
    public async Task Run_OnlyNodeAsksToBeLeftAlone_IsAskedAgainThen()
    {
        _bench = new Bench(OneNode);
        var (call, script, running) = Start();
        script.RetryAfter[1] = TimeSpan.FromSeconds(1);

        script.Answer(1, 503);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(999));
        call.Attempts.ShouldBe(1);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        script.Answer(2, 200);

        (await EndAsync(running)).ShouldBe(Outcome.Answered(200));
        call.Attempts.ShouldBe(2);
    }

    [Theory]
    [InlineData(0, "10s")]
    [InlineData(3, "10s")]
    [InlineData(1, "900ms")]
    public async Task Run_OnlyNodeAsksForTooLongOrDoesNotSay_PassesItsAnswerOn(int seconds, string timeout)
    {
        _bench = new Bench(OneNode.Replace("10s", timeout));
        var (call, script, running) = Start();
        script.RetryAfter[1] = TimeSpan.FromSeconds(seconds);

        script.Answer(1, 503);

        (await EndAsync(running)).ShouldBe(Outcome.Answered(503));
        call.Attempts.ShouldBe(1);
        // What was not tried takes nothing from the budget.
        FailoverSlice.Budget(_bench.Runtime.State.Service("s")).Retries.ShouldBe(0);
    }

    [Fact]
    public async Task Run_OnlyNodeResets_IsAskedAgain()
    {
        _bench = new Bench(OneNode);
        var (_, script, running) = Start();

        script.Fail(1, FailureKind.Reset);
        script.Answer(2, 200);

        (await EndAsync(running)).ShouldBe(Outcome.Answered(200));
    }

    [Fact]
    public async Task Run_BackoffOutlastsTheDeadline_PassesTheAnswerOn()
    {
        _bench = new Bench(TwoNodes.Replace("timeout: 10s", "timeout: 50ms").Replace("base: 100ms, cap: 100ms", "base: 60s, cap: 60s"));
        var (_, script, running) = Start();

        script.Answer(1, 503);

        (await EndAsync(running)).ShouldBe(Outcome.Answered(503));
    }

    [Fact]
    public async Task Run_CallerGoesDuringTheBackoff_MakesNoMoreAttempts()
    {
        var (call, script, running) = Start();

        script.Answer(1, 503);
        call.Leave();
        _bench.Time.Advance(TimeSpan.FromMilliseconds(100));

        (await EndAsync(running)).Kind.ShouldBe(OutcomeKind.Cancelled);
        call.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Run_BudgetIsSpent_PassesTheAnswerOn()
    {
        _bench = new Bench(TwoNodes.Replace("s: { versions", "s: { retry-budget: { ratio: 0.001, at-least: 0 }, versions"));
        var (_, script, running) = Start();

        script.Answer(1, 503);

        (await EndAsync(running)).ShouldBe(Outcome.Answered(503));
    }

    [Fact]
    public async Task Run_BodyIsGone_PassesTheAnswerOn()
    {
        var (call, script, running) = Start(static call => call.IsBodyGone = true);

        script.Answer(1, 503);

        (await EndAsync(running)).ShouldBe(Outcome.Answered(503));
        call.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Run_AcceptedAnswerCannotBeWritten_IsNotTriedAgain()
    {
        var call = _bench.Call();
        call.OnTry = (attempt, _) =>
        {
            call.Accepts(attempt, Outcome.Answered(200)).ShouldBeTrue();
            return new(Outcome.Failed(FailureKind.Protocol));
        };

        (await CallPipeline.RunAsync(call)).Failure.ShouldBe(FailureKind.Protocol);

        call.Attempts.ShouldBe(1);
        call.Refusal!.Decision.ShouldBe("malformed-answer");
    }

    /// <summary>Case 16: a service wholly down, at 600 calls a second: retries must not keep it there.</summary>
    [Fact]
    public async Task Run_EverythingFails_AddsAFifthAtMost()
    {
        _bench = new Bench(TwoNodes.Replace("base: 100ms, cap: 100ms", "base: 0ms"));
        const int PerSecond = 600;
        var attempts = 0;
        for (var second = 1; second <= 20; second++)
        {
            for (var i = 0; i < PerSecond; i++)
            {
                var call = _bench.Call();
                call.OnAttempt = static (_, _) => new(Outcome.Failed(FailureKind.Reset));
                (await CallPipeline.RunAsync(call)).IsFailure.ShouldBeTrue();
                attempts += call.Attempts;
            }

            // From the first second on, not only on the long run.
            attempts.ShouldBeLessThanOrEqualTo((int)(second * PerSecond * 1.2));
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        attempts.ShouldBeGreaterThan(20 * PerSecond);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private static async Task<Outcome> EndAsync(Task<Outcome> running) => await running.WaitAsync(TimeSpan.FromSeconds(30));

    private (FakeCall Call, AttemptScript Script, Task<Outcome> Running) Start(Action<FakeCall>? arrange = null)
    {
        var call = _bench.Call();
        arrange?.Invoke(call);
        var script = new AttemptScript(call);
        return (call, script, CallPipeline.RunAsync(call).AsTask());
    }
}
