using Holdfast.Core.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Core.Tests.Pipeline;

public sealed class CallTimerTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CallTimer _timer;

    public CallTimerTests() => _timer = new CallTimer(_time);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Hold_WhileTheTimeRuns_StopsItWhereItStood(bool sharedBefore)
    {
        if (sharedBefore) _timer.Share();
        _timer.Arm(Seconds(10));
        if (!sharedBefore) _timer.Share();
        _time.Advance(Seconds(4));
        _timer.Hold();
        _time.Advance(Seconds(1_000));
        _timer.Fired.ShouldBeFalse();
        _timer.Held.ShouldBe(Seconds(1_000));

        _timer.Release();
        _time.Advance(Seconds(5.9));
        _timer.Fired.ShouldBeFalse();
        _time.Advance(Seconds(0.1));
        _timer.Fired.ShouldBeTrue();
    }

    [Fact]
    public void Arm_WhileHeld_RunsFromTheRelease()
    {
        _timer.Share();
        _timer.Hold();
        _timer.Arm(Seconds(2));
        _time.Advance(Seconds(50));
        _timer.Release();
        _time.Advance(Seconds(1.9));
        _timer.Fired.ShouldBeFalse();
        _time.Advance(Seconds(0.1));
        _timer.Fired.ShouldBeTrue();
    }

    [Fact]
    public void Release_AfterStop_StartsNothing()
    {
        _timer.Share();
        _timer.Arm(Seconds(1));
        _timer.Hold();
        _timer.Stop();
        _timer.Release();
        _timer.Restart();
        _time.Advance(Seconds(100));
        _timer.Fired.ShouldBeFalse();
    }

    [Fact]
    public void Restart_OfAStream_BeginsTheTimeAnew()
    {
        _timer.Share();
        _timer.Arm(Seconds(2));
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(Seconds(1.5));
            _timer.Restart();
        }

        _timer.Fired.ShouldBeFalse();
        _time.Advance(Seconds(2));
        _timer.Fired.ShouldBeTrue();
    }

    [Fact]
    public void Clear_AfterItFired_IsAsNew()
    {
        _timer.Share();
        _timer.Arm(Seconds(1));
        _timer.Hold();
        _timer.Release();
        _time.Advance(Seconds(1));
        _timer.Fired.ShouldBeTrue();

        _timer.Clear();

        _timer.Fired.ShouldBeFalse();
        _timer.Held.ShouldBe(TimeSpan.Zero);
        _time.Advance(Seconds(100));
        _timer.Fired.ShouldBeFalse();
    }

    public void Dispose() => _timer.Dispose();

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
