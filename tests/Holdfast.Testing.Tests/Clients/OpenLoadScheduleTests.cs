using CsCheck;
using Holdfast.Testing.Clients;

namespace Holdfast.Testing.Tests.Clients;

public sealed class OpenLoadScheduleTests
{
    [Fact]
    public void TakeDue_AtTheStart_IsTheFirstRequest()
    {
        var schedule = new OpenLoadSchedule(rate: 900, count: 10, withoutKeepAliveRatio: 0.5);

        schedule.TakeDue(TimeSpan.Zero).ShouldBe(0..1);
        schedule.TakeDue(TimeSpan.Zero).ShouldBe(1..1);
    }

    [Theory]
    [InlineData(0.01, 1)]
    [InlineData(1, 1)]
    [InlineData(1.2, 2)]
    public void Whole_AnyWait_IsOneThatATimerKeeps(double milliseconds, double whole) =>
        OpenLoadSchedule.Whole(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(TimeSpan.FromMilliseconds(whole));

    [Fact]
    public void TakeDue_AfterAStall_CatchesUpOnAllThatIsDue()
    {
        var schedule = new OpenLoadSchedule(rate: 1_000, count: 500, withoutKeepAliveRatio: 0);

        schedule.TakeDue(TimeSpan.FromMilliseconds(100.5)).ShouldBe(0..101);
        schedule.TakeDue(TimeSpan.FromSeconds(9)).ShouldBe(101..500);
        schedule.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void TakeDue_AnyClock_TakesEachRequestOnceAndNoneEarly() =>
        Gen.Select(Gen.Int[1, 5_000], Gen.Int[1, 300], Gen.Int[0, 50].Array[0, 60]).Sample((rate, count, steps) =>
        {
            var schedule = new OpenLoadSchedule(rate, count, 0.5);
            var (elapsed, next) = (TimeSpan.Zero, 0);
            foreach (var step in steps)
            {
                elapsed += TimeSpan.FromMilliseconds(step);
                var due = schedule.TakeDue(elapsed);
                due.Start.Value.ShouldBe(next);
                next = due.End.Value;
                if (next > 0)
                    (schedule.DueAt(next - 1) - elapsed).ShouldBeLessThanOrEqualTo(TimeSpan.FromTicks(1));
                if (!schedule.IsOver)
                    (schedule.UntilNext(elapsed) > TimeSpan.Zero || schedule.DueAt(next) <= elapsed).ShouldBeTrue();
            }

            next.ShouldBeLessThanOrEqualTo(count);
        }, iter: 1_000);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 50)]
    [InlineData(0.3, 30)]
    [InlineData(1, 100)]
    public void ClosesConnection_OverAHundred_IsTheRatio(double ratio, int expected)
    {
        var schedule = new OpenLoadSchedule(1, 100, ratio);

        Enumerable.Range(0, 100).Count(schedule.ClosesConnection).ShouldBe(expected);
    }
}
