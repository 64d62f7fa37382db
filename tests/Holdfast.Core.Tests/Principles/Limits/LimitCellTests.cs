using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Limits;
using Holdfast.Core.Principles.Limits.Cells;
using Holdfast.Core.Principles.Limits.Yielding;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Core.Tests.Principles.Limits;

/// <summary>What cells do at their edges: at another plan, at a clock set back, at what comes too late. Time counts milliseconds.</summary>
public sealed class LimitCellTests
{
    private const int Part = 32;

    [Fact]
    public void Sliding_GivenBackAfterItsPartWasLeftBehind_TakesNothingFromTheOneInItsPlace()
    {
        var cell = new SlidingWindowCell(LimitPlans.Spec("rate: 3/s, kind: sliding-window"));
        cell.TryTake(0, out _).ShouldBeTrue();
        const int later = (SlidingWindowCell.Parts + 1) * Part;
        for (var i = 0; i < 3; i++) cell.TryTake(later, out _).ShouldBeTrue();

        cell.GiveBack(0);

        cell.TryTake(later, out _).ShouldBeFalse();
    }

    [Fact]
    public void Sliding_FollowsASmallerCount_RoundsWhatWasUsedUp()
    {
        var cell = new SlidingWindowCell(LimitPlans.Spec("rate: 3/s, kind: sliding-window"));
        cell.TryTake(0, out _).ShouldBeTrue();

        var next = cell.Follow(LimitPlans.Spec("rate: 2/s, kind: sliding-window"), 0);

        next.TryTake(0, out _).ShouldBeTrue();
        next.TryTake(0, out _).ShouldBeFalse("a third of two is more than none");
    }

    /// <summary>What it holds counts from then on, for a window: neither is it there at once, nor gone until the clock has caught up.</summary>
    [Fact]
    public void Sliding_ClockIsSetBackFar_HoldsForOneWindow()
    {
        var cell = new SlidingWindowCell(LimitPlans.Spec("rate: 3/s, kind: sliding-window"));
        for (var i = 0; i < 3; i++) cell.TryTake(10_000_000, out _).ShouldBeTrue();

        cell.TryTake(0, out _).ShouldBeFalse();
        cell.TryTake(900, out _).ShouldBeFalse();
        cell.TryTake(1_200, out _).ShouldBeTrue();
    }

    [Fact]
    public void Concurrency_CallsAreInside_IsNotForgotten()
    {
        var cell = new ConcurrencyCell(LimitPlans.Spec("concurrency: 2"));
        cell.IsSpent(0).ShouldBeFalse();

        cell.TryTake(0, out _).ShouldBeTrue();
        cell.IsSpent(0).ShouldBeTrue();
        cell.Leave();

        cell.IsSpent(0).ShouldBeFalse();
    }

    [Fact]
    public void Concurrency_FollowsAnotherNumber_CountsThoseInsideAndLetsThemOut()
    {
        var cell = new ConcurrencyCell(LimitPlans.Spec("concurrency: 2"));
        cell.TryTake(0, out _).ShouldBeTrue();
        cell.TryTake(0, out _).ShouldBeTrue();

        var next = cell.Follow(LimitPlans.Spec("concurrency: 3"), 0);

        next.Left(0).ShouldBe(1);
        cell.Leave();
        next.Left(0).ShouldBe(2);
    }

    [Fact]
    public void Watch_CallsInFlight_IsBusyAboveTheBoundAndNotAtIt()
    {
        var target = new RuntimeState(new FakeTimeProvider()).Interface("i");
        var watch = new YieldWatch(target, new YieldBound(null, 1));
        target.Began();
        watch.Look(1_000, 1_000);
        watch.IsBusy.ShouldBeFalse();

        target.Began();
        watch.Look(1_100, 1_000);

        (watch.IsBusy, watch.Value).ShouldBe((true, 2));
    }

    [Fact]
    public void Watch_ServiceHangs_CallsThatHaveNotEndedAreCountedToo()
    {
        var target = new RuntimeState(new FakeTimeProvider()).Interface("i");
        var watch = new YieldWatch(target, new YieldBound(new Rate(10, TimeSpan.FromSeconds(1)), 0));
        for (var look = 0; look <= YieldWatch.LooksPerSecond; look++)
        {
            watch.Look(1_000 + (look * 100), 1_000);
            target.Began();
            target.Began();
        }

        watch.Look(2_100, 1_000);

        watch.IsBusy.ShouldBeTrue();
        watch.Value.ShouldBe(20, 1);
    }
}
