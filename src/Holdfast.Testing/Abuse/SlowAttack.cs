using System.Globalization;

namespace Holdfast.Testing.Abuse;

/// <summary>Clients by the thousand that are slow on purpose. Run by a process of its own: beside an honest load they would be measured with it.</summary>
/// <remarks>Two lines say how it goes: that all are connected, and when all were cut.</remarks>
/// <param name="perSecond">How many come each second; 0: all at once.</param>
public sealed class SlowAttack(SlowAttackKind kind, int count, int perSecond, Uri url, TextWriter output)
{
    /// <summary>The line that says all are connected.</summary>
    public const string Connected = "connected";

    /// <summary>First word of the line that says all were cut; then how many seconds the quickest and the slowest of them lived.</summary>
    public const string Cut = "cut";

    private const string Endless = "GET /download?bytes=1000000000 HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Body = "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly Lock _counting = new();
    private int _connected;
    private TimeSpan _shortest = TimeSpan.MaxValue;
    private TimeSpan _longest;

    /// <summary>Ends when all were cut.</summary>
    public async Task RunAsync()
    {
        var start = _clock.GetTimestamp();
        List<Task> attacks = new(count);
        while (attacks.Count < count)
        {
            var due = perSecond == 0 ? count : Math.Min(count, 1 + (int)(_clock.GetElapsedTime(start).TotalSeconds * perSecond));
            while (attacks.Count < due) attacks.Add(AttackAsync());
            await Task.Delay(Pause, _clock);
        }

        await Task.WhenAll(attacks);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Cut} {_shortest.TotalSeconds:0.0} {_longest.TotalSeconds:0.0}"));
    }

    private async Task AttackAsync()
    {
        var start = _clock.GetTimestamp();
        await (kind switch
        {
            SlowAttackKind.Heads => SlowClient.HoldAsync(url, "GET / HTTP/1.1\r\nHost: a\r\nX-", "ab: c\r\nX-", TimeSpan.FromSeconds(2), CountConnected),
            SlowAttackKind.Bodies => SlowClient.HoldAsync(url, Body, "x", TimeSpan.FromSeconds(1), CountConnected),
            _ => SlowClient.ReadSlowlyAsync(url, Endless, TimeSpan.FromSeconds(1), CountConnected),
        });
        lock (_counting)
        {
            var lived = _clock.GetElapsedTime(start);
            if (lived < _shortest) _shortest = lived;
            if (lived > _longest) _longest = lived;
        }
    }

    private void CountConnected()
    {
        if (Interlocked.Increment(ref _connected) != count) return;
        output.WriteLine(Connected);
    }
}
