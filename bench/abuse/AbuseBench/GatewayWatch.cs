using System.Globalization;

namespace AbuseBench;

/// <summary>Asks the gateway's own metrics, twice a second, what could make everybody wait.</summary>
internal sealed class GatewayWatch(Uri metrics, bool isOn) : IDisposable
{
    private static readonly string[] Names =
        ["dotnet_thread_pool_queue_length", "dotnet_thread_pool_thread_count", "dotnet_gc_pause_time_seconds_total", "dotnet_process_cpu_time_seconds_total", "dotnet_monitor_lock_contentions_total"];

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly List<string> _lines = [];
    private CancellationTokenSource _over = new();
    private Task _watching = Task.CompletedTask;

    public void Begin()
    {
        if (!isOn) return;
        _lines.Clear();
        _over = new CancellationTokenSource();
        _watching = WatchAsync(_over.Token);
    }

    public void End()
    {
        _over.Cancel();
        _watching.Wait();
    }

    public override string ToString() => string.Join('\n', _lines);

    public void Dispose()
    {
        _over.Dispose();
        _client.Dispose();
    }

    private async Task WatchAsync(CancellationToken over)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        try
        {
            while (!over.IsCancellationRequested)
            {
                var text = await _client.GetStringAsync(metrics, over);
                var figures = Names.Select(name => $"{name.Replace("dotnet_", "", StringComparison.Ordinal)} {Sum(text, name).ToString("0.##", CultureInfo.InvariantCulture)}");
                _lines.Add($"{clock.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s: {string.Join(", ", figures)}");
                await Task.Delay(TimeSpan.FromMilliseconds(500), clock, over);
            }
        }
        catch (OperationCanceledException)
        {
            // Over.
        }
    }

    private static double Sum(string text, string name) => text.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Sum(static line => double.TryParse(line.Split(' ')[1], CultureInfo.InvariantCulture, out var value) ? value : 0);
}
