using Holdfast.Core.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Core.Tests.Pipeline;

public sealed class LateWatchTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly LateWatch _watch;
    private long _sentAt;
    private int _late;

    public LateWatchTests() => _watch = new LateWatch(_time, () => Volatile.Read(ref _sentAt), () => Interlocked.Increment(ref _late));

    [Fact]
    public void Arm_AttemptOutlastsTheTime_IsLateOnceAndAtOnce()
    {
        Arm(100);
        Advance(99);
        _late.ShouldBe(0);
        Advance(1);
        _late.ShouldBe(1);
        Advance(100_000);

        _late.ShouldBe(1);
        _watch.Disarm().ShouldBeFalse();
        _watch.Disarm().ShouldBeFalse();
    }

    [Fact]
    public void Disarm_BeforeTheTime_IsNeverLate()
    {
        Arm(100);
        Advance(99);
        _watch.Disarm().ShouldBeTrue();
        _watch.Disarm().ShouldBeTrue();
        Advance(100_000);

        _late.ShouldBe(0);
    }

    [Fact]
    public void Arm_WhileTheTimerOfTheLastRuns_CountsFromItsOwnBeginning()
    {
        Arm(100);
        Advance(50);
        _watch.Disarm();
        Advance(10);

        Arm(100);
        Advance(99);
        _late.ShouldBe(0);
        Advance(1);
        _late.ShouldBe(1);
    }

    [Fact]
    public void Arm_ForLessThanTheTimerIsSetFor_IsLateInItsOwnTime()
    {
        Arm(10_000);
        _watch.Disarm();

        Arm(30);
        Advance(30);

        _late.ShouldBe(1);
    }

    [Fact]
    public void Arm_AfterOneThatWasLate_WatchesAnew()
    {
        for (var i = 1; i <= 5; i++)
        {
            Arm(25);
            Advance(25);
            _late.ShouldBe(i);
            _watch.Disarm().ShouldBeFalse();
        }

        Arm(25);
        Advance(24);
        _watch.Disarm().ShouldBeTrue();
        _late.ShouldBe(5);
    }

    [Fact]
    public void Tick_CallerStillSends_IsNotLateUntilAllWasSentForThatLong()
    {
        _sentAt = long.MaxValue;
        Arm(100);
        Advance(5_000);
        _late.ShouldBe(0);

        _sentAt = _time.GetTimestamp();
        Advance(99);
        _late.ShouldBe(0);
        // A look that found the caller sending may have set the next for up to as long again.
        for (var i = 0; i < 101; i++) Advance(1);
        _late.ShouldBe(1);
    }

    [Fact]
    public void Tick_LongAfterItWasDue_ForgivesOnce()
    {
        // The clock goes on, but timers do not go off: a process that stood still.
        var stalled = new StallingTime();
        var late = 0;
        using var watch = new LateWatch(stalled, static () => 0, () => late++);
        watch.Arm(stalled.GetTimestamp(), Milliseconds(25));

        stalled.Advance(Milliseconds(500));
        stalled.Ring();
        late.ShouldBe(0);
        stalled.Ring();
        late.ShouldBe(1);
    }

    [Fact]
    public void Dispose_WhileArmed_IsQuiet()
    {
        Arm(100);
        _watch.Dispose();
        Advance(1_000);

        _late.ShouldBe(0);
    }

    [Fact]
    public async Task ArmAndDisarm_AgainstRealTimers_AgreeAboutEveryAttempt()
    {
        const int Attempts = 1_500;
        var clock = TimeProvider.System;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() =>
        {
            var random = new Core.Evidence.SplitMixRandom((ulong)seed + 1);
            var (told, missed) = (0, 0);
            using var watch = new LateWatch(clock, static () => 0, () => Interlocked.Increment(ref told));
            for (var i = 0; i < Attempts; i++)
            {
                var started = clock.GetTimestamp();
                watch.Arm(started, TimeSpan.FromMilliseconds(1));
                // Ends at about the moment at which the timer goes off.
                var until = TimeSpan.FromMilliseconds(0.8 + (random.NextDouble() * 0.8));
                var spins = 0;
                while (clock.GetElapsedTime(started) < until && spins++ < 10_000_000) Thread.SpinWait(20);
                if (watch.Disarm()) continue;
                missed++;
                // Told already, or by a thread that is just on its way: never for the next attempt.
                SpinWait.SpinUntil(() => Volatile.Read(ref told) == missed, TimeSpan.FromSeconds(20)).ShouldBeTrue($"late attempt {i} was not told");
            }

            Volatile.Read(ref told).ShouldBe(missed);
        })));
    }

    public void Dispose() => _watch.Dispose();

    private static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private void Arm(int milliseconds) => _watch.Arm(_time.GetTimestamp(), Milliseconds(milliseconds));

    private void Advance(int milliseconds) => _time.Advance(Milliseconds(milliseconds));

    /// <summary>A clock whose timers go off when the test says so.</summary>
    private sealed class StallingTime : TimeProvider
    {
        private long _now = 1;
        private Action? _ring;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => _now += by.Ticks;

        public void Ring() => _ring!();

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = () =>
            {
                _now += TimeSpan.TicksPerMillisecond * 20;
                callback(state);
            };
            return new Bell();
        }

        private sealed class Bell : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
                // Nothing to let go of.
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
