using Holdfast.Core.Evidence;

namespace Holdfast.Core.Principles.Failover;

/// <summary>How fast an interface usually is, across revisions.</summary>
public sealed class PaceState
{
    private readonly PaceMachine _machine = new();
    private CallCounts _read = CallCounts.None;
    private long _usualTicks;

    /// <summary>The time within which nearly all calls are answered; null while too little is known.</summary>
    public TimeSpan? Usual => Interlocked.Read(ref _usualTicks) is > 0 and var ticks ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>Reads what was counted since the last time. One thread at a time.</summary>
    internal void Tick(CallMeter meter)
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
