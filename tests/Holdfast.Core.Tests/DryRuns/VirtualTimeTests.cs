using Holdfast.Core.DryRuns;

namespace Holdfast.Core.Tests.DryRuns;

public sealed class VirtualTimeTests
{
    private readonly VirtualTime _time = new();
    private readonly List<(string Name, double Seconds)> _fired = [];

    [Fact]
    public void Timers_FallenDue_FireInTheirOrderEachAtItsTime()
    {
        Set("late", 3);
        Set("early", 1);
        Set("second of the same time", 1);
        Set("beyond", 9);

        GoOn(5);

        _fired.ShouldBe([("early", 1), ("second of the same time", 1), ("late", 3)]);
        _time.GetElapsedTime(0).ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Timer_SetAnewOrDisposed_FiresAsItWasSetLast()
    {
        var changed = Set("changed", 1);
        changed.Change(TimeSpan.FromSeconds(4), Timeout.InfiniteTimeSpan);
        Set("disposed", 2).Dispose();

        GoOn(3);
        _fired.ShouldBeEmpty();
        GoOn(5);

        _fired.ShouldBe([("changed", 4)]);
    }

    [Fact]
    public void Timer_WithAPeriod_FiresAgainAndAgain()
    {
        _time.CreateTimer(_ => Note("tick"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        GoOn(6);

        _fired.Select(static one => one.Seconds).ShouldBe([1, 3, 5]);
    }

    [Fact]
    public void Delay_Awaited_GoesOnWhereTheClockGoesOn()
    {
        var task = WaitAsync();

        GoOn(1);
        task.IsCompleted.ShouldBeFalse();
        GoOn(2);

        task.IsCompleted.ShouldBeTrue();
        _fired.ShouldBe([("waited", 2)]);

        async Task WaitAsync()
        {
            await Task.Delay(TimeSpan.FromSeconds(2), _time);
            Note("waited");
        }
    }

    [Fact]
    public void Clock_ToldToGoBack_StandsStill()
    {
        GoOn(2);
        GoOn(1);

        _time.GetElapsedTime(0).ShouldBe(TimeSpan.FromSeconds(2));
    }

    private ITimer Set(string name, int seconds) => _time.CreateTimer(_ => Note(name), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);

    private void Note(string name) => _fired.Add((name, _time.GetElapsedTime(0).TotalSeconds));

    private void GoOn(int seconds) => _time.GoOnTo(TimeSpan.FromSeconds(seconds).Ticks);
}
