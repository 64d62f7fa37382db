using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting.Systemd;

namespace Holdfast.Cli.Up;

/// <summary>Tells systemd how the process is doing, where it was started by it with <c>Type=notify</c> or <c>notify-reload</c>.</summary>
internal sealed class Supervisor : IDisposable
{
    private readonly SystemdNotifier _notifier = new();
    private readonly TimeProvider _time;
    private readonly ITimer? _watchdog;

    public Supervisor(TimeProvider time, Func<string, string?> environment)
    {
        _time = time;
        if (_notifier.IsEnabled && WatchdogInterval(environment) is { } interval)
            _watchdog = time.CreateTimer(_ => Tell("WATCHDOG=1"), null, interval, interval);
    }

    public void Ready(string status) => Tell($"READY=1\nSTATUS={status}");

    /// <summary>systemd waits for the next <see cref="Ready"/>.</summary>
    public void Reloading() => Tell($"RELOADING=1\nMONOTONIC_USEC={MonotonicMicroseconds()}");

    public void Stopping(string status) => Tell($"STOPPING=1\nSTATUS={status}");

    public void Dispose() => _watchdog?.Dispose();

    /// <summary>Half of what systemd waits for, as it advises; null when it does not watch this process.</summary>
    internal static TimeSpan? WatchdogInterval(Func<string, string?> environment)
    {
        if (!long.TryParse(environment("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) || microseconds < 2)
            return null;
        var isMine = environment("WATCHDOG_PID") is not { Length: > 0 } pid || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return isMine ? TimeSpan.FromMicroseconds(microseconds / 2) : null;
    }

    /// <summary>The system's timestamps are CLOCK_MONOTONIC's on Linux: the clock that systemd compares with.</summary>
    private long MonotonicMicroseconds() => (long)(_time.GetTimestamp() * (1e6 / _time.TimestampFrequency));

    private void Tell(string state)
    {
        if (!_notifier.IsEnabled)
            return;
        try
        {
            _notifier.Notify(new ServiceState(state));
        }
        catch (SocketException)
        {
            // Traffic must not suffer from a supervisor that does not listen.
        }
    }
}
