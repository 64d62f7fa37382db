using Holdfast.Core.Pipeline;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Limits;

public sealed class LimitQueueTests : IAsyncDisposable
{
    private readonly LimitScene _scene = new(LimitPlans.Yaml("{ rate: 10/s, kind: pace, queue: 4, wait: 2s }"));

    [Fact]
    public async Task Pace_CallsAtOnce_AreSpaced()
    {
        var calls = Enumerable.Range(0, 5).Select(_ => _scene.Begin()).ToList();

        for (var passed = 1; passed <= 5; passed++)
        {
            calls.Count(static one => one.Call.Nodes.Count == 1).ShouldBe(passed);
            _scene.Cell("waiting").ShouldBe(5 - passed);
            _scene.Pass(0.099);
            calls.Count(static one => one.Call.Nodes.Count == 1).ShouldBe(passed);
            _scene.Pass(0.001);
            await Settled(calls, Math.Min(5, passed + 1));
        }

        foreach (var (_, running) in calls) (await running).IsSuccess.ShouldBeTrue();
        _scene.Cell("allowed").ShouldBe(5L);
    }

    [Fact]
    public async Task Pace_QueueIsFull_RefusesAtOnceWithTheWait()
    {
        var calls = Enumerable.Range(0, 5).Select(_ => _scene.Begin()).ToList();

        var refused = await _scene.SendAsync();

        (refused.Refusal!.Decision, refused.Refusal.Error.Id, refused.Refusal.Status).ShouldBe(("limit-queue", "HF4022", 429));
        refused.RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
        _scene.Pass(1);
        await Settled(calls, 5);
    }

    [Fact]
    public async Task Pace_WouldWaitBeyondItsLongest_IsRefusedAtOnce()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 1/m, kind: pace, queue: 100, wait: 50s }", target: "").Replace("timeout: 60s", "timeout: 600s", StringComparison.Ordinal));
        await scene.SendAsync();

        var refused = await scene.SendAsync();

        refused.Refusal!.Decision.ShouldBe("limit-queue");
        refused.RetryAfter.ShouldBe(TimeSpan.FromSeconds(10));
        scene.Cell("waiting").ShouldBe(0);
    }

    [Fact]
    public async Task Pace_WouldWaitBeyondItsDeadline_IsRefusedAtOnce()
    {
        var calls = Enumerable.Range(0, 3).Select(_ => _scene.Begin()).ToList();

        var refused = await _scene.SendAsync(static call => call.Waits = new CallerDeadline(TimeSpan.FromMilliseconds(250), new Refusal(CallErrors.Deadline, "deadline", Position.Deadline, "caller")));

        refused.Refusal!.Decision.ShouldBe("limit-queue");
        _scene.Pass(1);
        await Settled(calls, 3);
    }

    [Fact]
    public async Task Pace_CallerGoesWhileItWaits_IsCancelledAtOnceAndGivesUpItsPlace()
    {
        _scene.Begin();
        var (call, running) = _scene.Begin();
        running.IsCompleted.ShouldBeFalse();

        call.Leave();

        (await running.WaitAsync(TimeSpan.FromSeconds(30))).Kind.ShouldBe(OutcomeKind.Cancelled);
        call.Nodes.ShouldBeEmpty();
        _scene.Cell("waiting").ShouldBe(0);
        (_scene.Cell("refused"), _scene.Cell("allowed")).ShouldBe((0L, 1L));
        // Its turn is the next one's.
        var next = _scene.Begin();
        _scene.Pass(0.1);
        (await next.Running.WaitAsync(TimeSpan.FromSeconds(30))).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Pace_RefusedAfterOtherLimits_GivesBackWhatTheyGave()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("[ { rate: 1/s, kind: pace, queue: 1, wait: 500ms }, { rate: 10/m, burst: 10 } ]"));
        await scene.SendAsync(8);

        scene.Cell("left", 1).ShouldBe(9.0);
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    private static async Task Settled(List<(FakeCall Call, Task<Outcome> Running)> calls, int passed) =>
        await Task.WhenAll(calls.Take(passed).Select(static one => one.Running)).WaitAsync(TimeSpan.FromSeconds(30));
}
