using CsCheck;
using Holdfast.Core.Principles.Limits;
using Holdfast.Core.Principles.Limits.Cells;

namespace Holdfast.Core.Tests.Principles.Limits;

/// <summary>Time counts milliseconds here.</summary>
public sealed class WindowTests
{
    [Fact]
    public void Sliding_AnyArrivals_NoWindowHoldsMore() => Gen.Select(Promise.Arrivals, Gen.Int[1, 30]).Sample((arrivals, count) =>
    {
        var cell = new SlidingWindowCell(LimitPlans.Spec($"rate: {count}/s, kind: sliding-window"));
        var passed = Promise.Passed(arrivals, now => cell.TryTake(now, out _));
        return Promise.Holds(passed, time => time < 1_000 ? count : double.MaxValue);
    }, iter: 500, seed: Promise.Seed);

    [Fact]
    public void Sliding_ClockSetBackBeforeItsBeginning_GoesOn()
    {
        var cell = new SlidingWindowCell(LimitPlans.Spec("rate: 3/s, kind: sliding-window"));
        cell.TryTake(500, out _).ShouldBeTrue();

        for (var now = -5_000L; now < -4_990; now++) cell.TryTake(now, out _).ShouldBe(now < -4_998);
        cell.TryTake(-3_000, out _).ShouldBeTrue();
    }

    [Fact]
    public void Sliding_SteadyLoad_LetsNearlyAllOfItPass()
    {
        var cell = new SlidingWindowCell(LimitPlans.Spec("rate: 100/s, kind: sliding-window"));
        var passed = Enumerable.Range(0, 20_000).Count(i => cell.TryTake(100_000 + i, out _));

        passed.ShouldBeInRange(1_850, 2_000);
    }

    [Fact]
    public void Sliding_Refused_PassesAfterTheWait() => Promise.Arrivals.Sample(static arrivals =>
    {
        var cell = new SlidingWindowCell(LimitPlans.Spec("rate: 3/s, kind: sliding-window"));
        var now = 0L;
        Promise.Passed(arrivals, at => cell.TryTake(now = at, out _));
        while (cell.TryTake(now, out _))
        {
        }

        cell.TryTake(now, out var wait);
        return wait > 0 && cell.TryTake(now + wait, out _);
    }, iter: 300, seed: Promise.Seed);

    [Fact]
    public void Fixed_AnyArrivals_NoTwoWindowsTogetherHoldMoreThanTwice() => Gen.Select(Promise.Arrivals, Gen.Int[1, 30]).Sample((arrivals, count) =>
    {
        var cell = new FixedWindowCell(LimitPlans.Spec($"rate: {count}/s, kind: fixed-window"), 0);
        var passed = Promise.Passed(arrivals, now => cell.TryTake(now, out _));
        return Promise.Holds(passed, time => time < 1_000 ? 2 * count : double.MaxValue);
    }, iter: 500, seed: Promise.Seed);

    [Fact]
    public void Fixed_EachWindow_LetsItsCountPass()
    {
        var cell = new FixedWindowCell(LimitPlans.Spec("rate: 4/s, kind: fixed-window"), 0);

        Enumerable.Range(0, 10).Count(i => cell.TryTake(5_000 + i, out _)).ShouldBe(4);
        cell.TryTake(5_900, out var wait).ShouldBeFalse();
        wait.ShouldBe(100);
        Enumerable.Range(0, 10).Count(i => cell.TryTake(6_000 + i, out _)).ShouldBe(4);
        // A clock that is set back by hours begins no window of its own.
        Enumerable.Range(0, 10).Count(i => cell.TryTake(1_000 + i, out _)).ShouldBe(0);
        Enumerable.Range(0, 10).Count(i => cell.TryTake(2_000 + i, out _)).ShouldBe(0);
        Enumerable.Range(0, 10).Count(i => cell.TryTake(3_000 + i, out _)).ShouldBe(4);
    }

    [Theory]
    [InlineData("fixed-window")]
    [InlineData("sliding-window")]
    public void GiveBack_OneTaken_ItIsThereAgainUnlessItsWindowIsGone(string kind)
    {
        var cell = LimitCell.Make(LimitPlans.Spec($"rate: 1/s, kind: {kind}"), 0);
        cell.TryTake(5_000, out _).ShouldBeTrue();
        cell.GiveBack(5_000);
        cell.TryTake(5_000, out _).ShouldBeTrue();

        cell.TryTake(9_000, out _).ShouldBeTrue();
        cell.GiveBack(5_000);
        cell.TryTake(9_000, out _).ShouldBeFalse();
    }

    [Fact]
    public void GiveBack_LongAfterItWasTaken_LeavesNothingCountedForEver()
    {
        var cell = LimitCell.Make(LimitPlans.Spec("rate: 10/s, kind: sliding-window"), 0);
        for (var i = 0; i < 5; i++) cell.TryTake(100_000, out _).ShouldBeTrue();
        cell.Left(100_500).ShouldBe(5);
        for (var i = 0; i < 5; i++) cell.GiveBack(100_500);
        // First what was taken is left behind, then where it was given back.
        cell.Left(101_100).ShouldBe(10);
        cell.Left(101_600).ShouldBe(10);

        Enumerable.Range(0, 20).Count(_ => cell.TryTake(101_600, out var _)).ShouldBe(10);
    }

    [Theory]
    [InlineData("fixed-window", "100/s", "200/s", 80)]
    [InlineData("fixed-window", "100/s", "600/m", 240)]
    [InlineData("sliding-window", "100/s", "200/s", 80)]
    [InlineData("sliding-window", "100/s", "600/m", 240)]
    [InlineData("sliding-window", "100/s", "10/s", 4)]
    public void Follow_AnotherRate_KeepsWhatIsUsedUpInProportion(string kind, string before, string after, int left)
    {
        var cell = LimitCell.Make(LimitPlans.Spec($"rate: {before}, kind: {kind}"), 0);
        for (var i = 0; i < 60; i++) cell.TryTake(600_000, out _).ShouldBeTrue();

        var next = cell.Follow(LimitPlans.Spec($"rate: {after}, kind: {kind}"), 600_000);

        next.Left(600_000).ShouldBe(left);
        Enumerable.Range(0, 1_000).Count(_ => next.TryTake(600_000, out var _)).ShouldBe(left);
    }

    /// <summary>Threads that ask at once, in steps of a clock that all see alike.</summary>
    [Theory]
    [InlineData("token-bucket")]
    [InlineData("sliding-window")]
    [InlineData("fixed-window")]
    [InlineData("warm-up")]
    public void TryTake_ManyThreads_LetNoMorePassThanOne(string kind)
    {
        const int Threads = 4;
        var cell = LimitCell.Make(LimitPlans.Spec($"rate: 50/s, kind: {kind}"), 1_000_000);
        var passed = new int[400];
        var now = 1_000_000L;
        using var barrier = new Barrier(Threads, _ => now += 10);
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads, TaskScheduler = new OwnThreads() }, _ =>
        {
            for (var step = 0; step < passed.Length; step++)
            {
                for (var i = 0; i < 40; i++)
                    if (cell.TryTake(Volatile.Read(ref now), out var _)) Interlocked.Increment(ref passed[step]);
                barrier.SignalAndWait();
            }
        });

        for (var first = 0; first + 99 < passed.Length; first++)
        {
            var second = passed.Skip(first).Take(100).Sum();
            second.ShouldBeLessThanOrEqualTo(kind is "sliding-window" ? 50 : 100, $"from step {first}");
        }

        passed.Sum().ShouldBeGreaterThan(kind is "warm-up" ? 50 : 150);
        if (kind == "fixed-window") passed.Sum().ShouldBeLessThanOrEqualTo(5 * 50);
        if (kind == "token-bucket") passed.Sum().ShouldBeLessThanOrEqualTo(50 + (4 * 50));
    }

    /// <summary>A thread for each, so that all of them come to the barrier.</summary>
    private sealed class OwnThreads : TaskScheduler
    {
        protected override void QueueTask(Task task) => new Thread(() => TryExecuteTask(task)) { IsBackground = true }.Start();

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => [];
    }
}
