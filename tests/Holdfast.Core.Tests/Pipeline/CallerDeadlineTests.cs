using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Balancing;

namespace Holdfast.Core.Tests.Pipeline;

/// <summary>What the caller itself says of how long it waits: binds the call, never longer than the plan, and blames no node.</summary>
public sealed class CallerDeadlineTests : IAsyncDisposable
{
    private const string Plan = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002" ] } } }
        interfaces:
          i: { match: { path: "/**" }, service: s, timeout: 2s, retry: { attempts: 3, late: none } }
        """;

    private static readonly Refusal Passed = new(CallErrors.Deadline, "deadline", Position.Deadline, "header:test");

    private readonly Bench _bench = new(Plan);

    [Fact]
    public async Task Run_CallerWaitsLessThanThePlan_EndsThenAndSaysWhose()
    {
        var (call, script, running) = Start(TimeSpan.FromMilliseconds(300));

        _bench.Time.Advance(TimeSpan.FromMilliseconds(299));
        running.IsCompleted.ShouldBeFalse();
        _bench.Time.Advance(TimeSpan.FromMilliseconds(1));

        (await EndAsync(running)).Failure.ShouldBe(FailureKind.Deadline);
        call.Refusal.ShouldBeSameAs(Passed);
        script.Cut.ShouldBe([1]);
    }

    [Fact]
    public async Task Run_CallerWaitsLongerThanThePlan_ThePlanBinds()
    {
        var (call, _, running) = Start(TimeSpan.FromSeconds(10));

        _bench.Time.Advance(TimeSpan.FromSeconds(2));

        (await EndAsync(running)).Failure.ShouldBe(FailureKind.Deadline);
        call.Refusal!.Rule.ShouldBe("interfaces.i.timeout");
    }

    [Fact]
    public async Task Run_CallerNoLongerWaits_IsRefusedWithoutAnAttempt()
    {
        var (call, _, running) = Start(TimeSpan.Zero);

        (await EndAsync(running)).Failure.ShouldBe(FailureKind.Deadline);
        call.Attempts.ShouldBe(0);
        call.Refusal.ShouldBeSameAs(Passed);
    }

    [Fact]
    public async Task Run_RetryFollows_HasWhatIsLeft()
    {
        var (call, script, running) = Start(TimeSpan.FromMilliseconds(300));

        call.Attempt!.TimeLeft.ShouldBe(TimeSpan.FromMilliseconds(300));
        _bench.Time.Advance(TimeSpan.FromMilliseconds(200));
        script.Fail(1, FailureKind.Connect);
        call.Attempt.TimeLeft.ShouldBe(TimeSpan.FromMilliseconds(100));
        script.Answer(2, 200);

        (await EndAsync(running)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Run_CallersInAHurry_EjectNobody()
    {
        await Learning.UsualAsync(_bench, TimeSpan.FromMilliseconds(50));
        for (var i = 0; i < 100; i++)
        {
            var (_, _, running) = Start(TimeSpan.FromMilliseconds(5));
            _bench.Time.Advance(TimeSpan.FromMilliseconds(5));
            (await EndAsync(running)).Failure.ShouldBe(FailureKind.Deadline);
        }

        _bench.Version().Nodes.ShouldAllBe(node => node.State.IsUsable && node.State.Meter.Read().Failures == 0);
        _bench.Version().Nodes.ShouldAllBe(node => BalancingSlice.Eject(node.State).FailuresInARow == 0);
    }

    [Fact]
    public async Task Run_CallerWaitedLongerThanIsUsual_IsEvidence()
    {
        await Learning.UsualAsync(_bench, TimeSpan.FromMilliseconds(50));
        var (call, _, running) = Start(TimeSpan.FromMilliseconds(70));

        _bench.Time.Advance(TimeSpan.FromMilliseconds(70));

        (await EndAsync(running)).Failure.ShouldBe(FailureKind.Deadline);
        call.Node!.State.Meter.Read().Failures.ShouldBe(1);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private static async Task<Outcome> EndAsync(Task<Outcome> running) => await running.WaitAsync(TimeSpan.FromSeconds(30));

    private (FakeCall Call, AttemptScript Script, Task<Outcome> Running) Start(TimeSpan waits)
    {
        var call = _bench.Call();
        call.Waits = new CallerDeadline(waits, Passed);
        var script = new AttemptScript(call);
        return (call, script, CallPipeline.RunAsync(call).AsTask());
    }
}
