using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Tests.Pipeline;

/// <summary>A call looks at the clock when it comes, when its answer begins and when its attempt has ended; between them everything is decided by one look.</summary>
public sealed class ClockTests
{
    private const int Looks = 3;

    [Fact]
    public async Task Run_EverythingOn_LooksAtTheClockThreeTimes()
    {
        var time = new CountedTime();
        await using var runtime = EverythingOn.Start(time);
        using var call = new FakeCall(time) { Target = "/a/b", Headers = { [EverythingOn.TenantHeader] = "one" } };
        call.OnTry = (attempt, _) =>
        {
            call.Accepts(attempt, Outcome.Answered(200)).ShouldBeTrue();
            return new(Outcome.Answered(200));
        };
        var least = int.MaxValue;
        // Of many, for timers look at it too where they are set, and that is not for every call.
        for (var i = 0; i < 20; i++)
        {
            call.Plan = runtime.Plan!;
            time.Looks = 0;
            (await CallPipeline.RunAsync(call)).IsSuccess.ShouldBeTrue();
            least = Math.Min(least, time.Looks);
            call.Reset();
        }

        least.ShouldBe(Looks);
    }

    [Fact]
    public async Task Now_CallHasWaited_IsLookedUpAnew()
    {
        await using var bench = new Bench(Bench.TwoNodes.Replace("timeout: 2s", "timeout: 2s, isolate: { concurrency: 1, queue: 1, wait: 1s }", StringComparison.Ordinal));
        var held = new TaskCompletionSource<Outcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var first = bench.Call();
        first.OnAttempt = (_, _) => new(held.Task);
        var running = CallPipeline.RunAsync(first).AsTask();
        using var second = bench.Call();
        var began = 0L;
        second.OnTry = (attempt, _) =>
        {
            began = attempt.Started;
            return new(Outcome.Answered(200));
        };
        var waiting = CallPipeline.RunAsync(second).AsTask();
        var now = bench.Time.GetTimestamp();
        bench.Time.Advance(TimeSpan.FromMilliseconds(300));

        held.SetResult(Outcome.Answered(200));

        (await running).IsSuccess.ShouldBeTrue();
        (await waiting).IsSuccess.ShouldBeTrue();
        bench.Time.GetElapsedTime(now, began).ShouldBe(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task Now_FirstAttemptTookTime_IsLookedUpAnewForTheNext()
    {
        await using var bench = new Bench();
        using var call = bench.Call();
        var began = new List<long>();
        call.OnTry = (attempt, _) =>
        {
            began.Add(attempt.Started);
            bench.Time.Advance(TimeSpan.FromMilliseconds(100));
            return new(attempt.Number == 1 ? Outcome.Failed(FailureKind.Connect) : Outcome.Answered(200));
        };

        (await CallPipeline.RunAsync(call)).IsSuccess.ShouldBeTrue();

        began.Count.ShouldBe(2);
        bench.Time.GetElapsedTime(began[0], began[1]).ShouldBe(TimeSpan.FromMilliseconds(100));
    }

    private sealed class CountedTime : TimeProvider
    {
        public int Looks { get; set; }

        public override long GetTimestamp()
        {
            Looks++;
            return base.GetTimestamp();
        }
    }
}
