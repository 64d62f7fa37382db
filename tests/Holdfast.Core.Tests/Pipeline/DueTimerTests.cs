using Holdfast.Core.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Core.Tests.Pipeline;

public sealed class DueTimerTests : IDisposable
{
    private readonly WatchedTime _time = new();
    private readonly DueTimer _timer;

    public DueTimerTests() => _timer = new DueTimer(_time);

    [Fact]
    public void Set_TimeIsOver_IsCancelledThenAndNotBefore()
    {
        Set(2);
        Advance(1.999);
        _timer.IsCancelled.ShouldBeFalse();

        Advance(0.001);

        _timer.Token.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void Stop_BeforeItIsOver_NeverCancels()
    {
        Set(2);
        Advance(1);
        _timer.Stop();

        Advance(1_000);

        _timer.IsCancelled.ShouldBeFalse();
    }

    [Fact]
    public void Set_WhileTheTimerOfAnEarlierTimeRuns_CountsFromItsOwnBeginning()
    {
        Set(2);
        Advance(1);
        _timer.Renew();

        Set(2);
        Advance(1.9);
        _timer.IsCancelled.ShouldBeFalse();
        Advance(0.1);

        _timer.IsCancelled.ShouldBeTrue();
    }

    [Fact]
    public void Set_ForLessThanTheTimerIsSetFor_IsOverInItsOwnTime()
    {
        Set(60);
        _timer.Renew();

        Set(0.5);
        Advance(0.5);

        _timer.IsCancelled.ShouldBeTrue();
    }

    [Fact]
    public void Renew_WhenItIsOver_IsAsNew()
    {
        for (var i = 0; i < 3; i++)
        {
            Set(1);
            Advance(1);
            _timer.IsCancelled.ShouldBeTrue();
            _timer.Renew();
            _timer.IsCancelled.ShouldBeFalse();
        }
    }

    [Fact]
    public void Set_WhenItIsOver_StaysOver()
    {
        Set(1);
        Advance(1);
        var token = _timer.Token;

        Set(60);
        _timer.Stop();

        token.IsCancellationRequested.ShouldBeTrue();
        _timer.Token.ShouldBe(token);
    }

    [Fact]
    public void Renew_AfterItWasCancelledFromOutside_IsAsNew()
    {
        Set(1);
        _timer.Cancel();
        _timer.IsCancelled.ShouldBeTrue();

        _timer.Renew();

        _timer.IsCancelled.ShouldBeFalse();
        Advance(1_000);
        _timer.IsCancelled.ShouldBeFalse();
    }

    [Fact]
    public void Renew_AtTheVeryMomentOfATick_KeepsTheNextTimeFromBeingCancelled()
    {
        Set(1);
        _time.Looked = () =>
        {
            _time.Looked = null;
            _timer.Renew();
            Set(60);
        };

        Advance(1);

        _time.Looked.ShouldBeNull();
        _timer.IsCancelled.ShouldBeFalse();
        Advance(60);
        _timer.IsCancelled.ShouldBeTrue();
    }

    [Fact]
    public void Set_ThousandsOfTimes_SetsTheTimerOnceInTheTimeThatItIsFor()
    {
        for (var i = 0; i < 10_000; i++)
        {
            Set(2);
            _timer.Stop();
            Advance(0.001);
            _timer.Renew();
        }

        _time.Settings.ShouldBeInRange(1, 6);
    }

    public void Dispose() => _timer.Dispose();

    private void Set(double seconds) => _timer.Set(TimeSpan.FromSeconds(seconds), _time.GetTimestamp());

    private void Advance(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Says when the clock is looked at, and how often timers are set.</summary>
    private sealed class WatchedTime : FakeTimeProvider
    {
        public Action? Looked { get; set; }

        public int Settings { get; private set; }

        public override long GetTimestamp()
        {
            var now = base.GetTimestamp();
            Looked?.Invoke();
            return now;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Settings++;
            return new Watched(this, base.CreateTimer(callback, state, dueTime, period));
        }

        private sealed class Watched(WatchedTime time, ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                time.Settings++;
                return timer.Change(dueTime, period);
            }

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
