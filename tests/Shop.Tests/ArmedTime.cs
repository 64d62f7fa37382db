using Microsoft.Extensions.Time.Testing;

namespace Shop.Tests;

/// <summary>Time that a test drives, and that says how many waits have begun: a test arms the wait before it lets time pass.</summary>
internal sealed class ArmedTime : FakeTimeProvider
{
    private int _armed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _armed);
        return timer;
    }

    /// <summary>Waits until so many waits have begun since the start.</summary>
    public Task ArmedAsync(int count) => Eventually.HoldsAsync(
        () => Volatile.Read(ref _armed) >= count, $"{count} waits to have begun", state: () => $"{Volatile.Read(ref _armed)}");
}
