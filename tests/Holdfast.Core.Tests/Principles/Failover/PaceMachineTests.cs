using Holdfast.Core.Evidence;
using Holdfast.Core.Principles.Failover;

namespace Holdfast.Core.Tests.Principles.Failover;

public sealed class PaceMachineTests
{
    private const double BucketError = 0.0625;

    private readonly PaceMachine _machine = new();

    [Fact]
    public void Next_TooFewCalls_SaysNothing()
    {
        Next((10, PaceMachine.CallsMin - 1)).ShouldBeNull();
        Next((10, 1)).ShouldNotBeNull();
    }

    [Fact]
    public void Next_SpreadLatencies_IsTheirNinetyFifthPercentile()
    {
        var latencies = new long[LatencyBuckets.Count];
        for (var milliseconds = 1; milliseconds <= 1_000; milliseconds++) latencies[LatencyBuckets.IndexOf(milliseconds * 1_000)]++;

        _machine.Next(latencies)!.Value.TotalMilliseconds.ShouldBe(950, 950 * BucketError);
    }

    [Fact]
    public void At_AnyPercentile_IsOfTheSameCounts()
    {
        var latencies = new long[LatencyBuckets.Count];
        for (var milliseconds = 1; milliseconds <= 1_000; milliseconds++) latencies[LatencyBuckets.IndexOf(milliseconds * 1_000)]++;
        _machine.At(0.5).ShouldBeNull();
        _machine.Next(latencies);

        ShouldBe(_machine.At(0.5), 500);
        ShouldBe(_machine.At(0.9), 900);
    }

    [Fact]
    public void Next_FourPercentHang_DoNotMoveIt()
    {
        Run(30, (10, 600));

        for (var second = 0; second < 120; second++) ShouldBe(Next((10, 576), (60_000, 24)), 10);
    }

    [Fact]
    public void Next_AQuarterHangs_StaysForTheSecondsThatEjectionTakes()
    {
        Run(30, (10, 600));

        for (var second = 0; second < 3; second++) ShouldBe(Next((10, 450), (60_000, 150)), 10);
    }

    [Fact]
    public void Next_EverythingSlowsDown_FollowsInTwoSeconds()
    {
        Run(60, (10, 600));

        Run(1, (200, 600));
        ShouldBe(Next((200, 600)), 200);
    }

    [Fact]
    public void Next_EverythingIsFastAgain_FollowsInAMinute()
    {
        Run(60, (200, 600));

        Run(59, (10, 600));
        ShouldBe(Next((10, 600)), 10);
    }

    [Fact]
    public void Next_OneCallASecond_IsKnownAllTheSame()
    {
        Run(19, (10, 1));
        ShouldBe(Next((10, 1)), 10);
        Run(10_000, (10, 1));
        ShouldBe(Next((10, 1)), 10);
    }

    [Fact]
    public void Next_SparseTrafficSlowsDown_FollowsWithinItsLastHundredCalls()
    {
        Run(1_000, (10, 1));

        Run(PaceMachine.CallsKept / 10, (200, 1));
        ShouldBe(Next((200, 1)), 200);
    }

    [Fact]
    public void Next_SecondsWithoutCalls_ForgetNothing()
    {
        Run(5, (10, 100));

        for (var second = 0; second < 1_000; second++) ShouldBe(Next(), 10);
    }

    [Fact]
    public void Tick_MostCallsFail_LearnsNothingOfThem()
    {
        var (state, meter) = (new PaceState(), new CallMeter());
        for (var i = 0; i < 100; i++) meter.Add(Core.Pipeline.OutcomeKind.Success, TimeSpan.FromMilliseconds(200));
        state.Tick(meter);
        for (var second = 0; second < 100; second++)
        {
            for (var i = 0; i < 100; i++) meter.Add(Core.Pipeline.OutcomeKind.Failure, TimeSpan.FromMilliseconds(1));
            state.Tick(meter);
        }

        ShouldBe(state.Usual, 200);
    }

    private static void ShouldBe(TimeSpan? usual, double milliseconds) =>
        usual.ShouldNotBeNull().TotalMilliseconds.ShouldBe(milliseconds, milliseconds * BucketError);

    private void Run(int seconds, params (int Milliseconds, int Calls)[] calls)
    {
        for (var second = 0; second < seconds; second++) Next(calls);
    }

    private TimeSpan? Next(params (int Milliseconds, int Calls)[] calls)
    {
        var latencies = new long[LatencyBuckets.Count];
        foreach (var (milliseconds, count) in calls) latencies[LatencyBuckets.IndexOf(milliseconds * 1_000)] += count;
        return _machine.Next(latencies);
    }
}
