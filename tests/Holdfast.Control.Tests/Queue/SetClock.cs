using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Control.Tests.Queue;

/// <summary>A machine's clock that somebody sets: what time it is changes, how much time goes by does not.</summary>
public sealed class SetClock : TimeProvider
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private TimeSpan _by;

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow() + _by;

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _time.CreateTimer(callback, state, dueTime, period);

    public void Advance(TimeSpan by) => _time.Advance(by);

    public void Set(TimeSpan by) => _by += by;
}
