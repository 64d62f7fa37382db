using Holdfast.Core.Evidence;

namespace Holdfast.Core.Principles.Failover;

/// <summary>How fast an interface usually is, across revisions.</summary>
public sealed class PaceState
{
    private readonly PaceMachine _machine = new();
    private CallCounts _read = CallCounts.None;
    private long _usualTicks;
    private long _hedgeTicks;

    /// <summary>The time within which nearly all calls are answered; null while too little is known.</summary>
    public TimeSpan? Usual => Interlocked.Read(ref _usualTicks) is > 0 and var ticks ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>The percentile that the live plan makes second attempts after; null while too little is known, or none is asked for.</summary>
    public TimeSpan? Hedge => Interlocked.Read(ref _hedgeTicks) is > 0 and var ticks ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>Reads what was counted since the last time. One thread at a time.</summary>
    /// <param name="percentile">Asked for by the live plan; 0: none.</param>
    internal void Tick(CallMeter meter, int percentile = 0)
    {
        Read(meter);
        Interlocked.Exchange(ref _hedgeTicks, percentile > 0 && _machine.At(percentile / 100.0) is { } hedge ? hedge.Ticks : 0);
    }

    private void Read(CallMeter meter)
    {
        if (meter.IsUntouched) return;
        var now = meter.Read(_read);
        if (ReferenceEquals(now, _read)) return;
        var lately = now.Since(_read);
        _read = now;
        // Refused connections are quick, timeouts slow: while most calls fail, how long they take says nothing of what is normal.
        if (lately.Failures > lately.Successes) return;
        var usual = _machine.Next((long[])lately.Latencies);
        Interlocked.Exchange(ref _usualTicks, usual?.Ticks ?? 0);
    }
}
