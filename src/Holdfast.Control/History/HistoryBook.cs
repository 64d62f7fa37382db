using Holdfast.Core;
using Holdfast.Core.Evidence;

namespace Holdfast.Control.History;

/// <summary>Calls, failures, refusals and latencies of each interface: the last hour by the second, the last day by ten seconds.</summary>
/// <remarks>
/// Written once a second from readings that are made anyway: no call knows of it. Of <see cref="InterfacesMax"/>
/// interfaces that are never idle it takes <see cref="BytesMax"/>; of one that is idle next to nothing.
/// </remarks>
public sealed class HistoryBook
{
    /// <summary>Interfaces whose history is kept; of more, those that had a call first.</summary>
    public const int InterfacesMax = 500;

    /// <summary>What it never takes more than, in bytes.</summary>
    public static readonly long BytesMax = (InterfacesMax + 1) * HistorySeries.BytesMax;

    private readonly Lock _gate = new();
    private readonly HoldfastRuntime _runtime;
    private readonly Dictionary<string, HistorySeries> _series = new(StringComparer.Ordinal);
    private readonly HistorySeries _all = new(CallCounts.None);
    private readonly HashSet<string> _turnedAway = new(StringComparer.Ordinal);
    private CallCounts _sum = CallCounts.None;
    private long? _readAt;
    private long _newestTicks;

    public HistoryBook(HoldfastRuntime runtime)
    {
        _runtime = runtime;
        runtime.Sampler.Listen(Write);
    }

    /// <summary>When the newest step ended; null before the first.</summary>
    public DateTimeOffset? Newest => Volatile.Read(ref _newestTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>All interfaces together, oldest first.</summary>
    public IReadOnlyList<HistoryPoint> All(HistoryWindow window) => _all.Read(window);

    /// <summary>One interface, oldest first; empty where nothing is kept of it: it was never called, or there are too many.</summary>
    public IReadOnlyList<HistoryPoint> Of(string name, HistoryWindow window)
    {
        HistorySeries? series;
        lock (_gate) series = _series.GetValueOrDefault(name);
        return series?.Read(window) ?? [];
    }

    /// <summary>How the latencies of one interface were spread, ten seconds to a step, by <see cref="HeatBands"/>; oldest first.</summary>
    /// <param name="columns">How many.</param>
    /// <param name="merged">Steps to a column.</param>
    public IReadOnlyList<long[]> Heat(string name, int columns, int merged)
    {
        HistorySeries? series;
        lock (_gate) series = _series.GetValueOrDefault(name);
        return series?.Heat(columns, merged) ?? [];
    }

    /// <summary>One interface, with so many neighbours in one point.</summary>
    public IReadOnlyList<HistoryPoint> Of(string name, HistoryWindow window, int merged) => Merge(Of(name, window), merged);

    /// <summary>Several neighbours in one, counted from the newest: what is left over at the beginning is dropped.</summary>
    public static IReadOnlyList<HistoryPoint> Merge(IReadOnlyList<HistoryPoint> points, int merged)
    {
        var all = points as HistoryPoint[] ?? [.. points];
        var whole = all.Length / merged;
        var first = all.Length - (whole * merged);
        return [.. Enumerable.Range(0, whole).Select(i => HistoryPoint.Of(all.AsSpan(first + (i * merged), merged)))];
    }

    /// <summary>The last hour, for the next process, one after the other: all at once would take as much again as the book; null before anything was written.</summary>
    internal KeptHistory? Keep()
    {
        if (Newest is not { } newest) return null;
        (string Name, HistorySeries Series)[] kept;
        lock (_gate) kept = [.. _series.Select(static one => (one.Key, one.Value)), (KeptHistory.All, _all)];
        return new KeptHistory(newest, kept.Length, kept.Select(static one => (one.Name, one.Series.Keep())));
    }

    /// <summary>Goes on from what the process before this one has kept, if its hour is not over. Called before anything is written.</summary>
    internal void Restore(KeptHistory kept)
    {
        var gap = (_runtime.Time.GetUtcNow() - kept.Newest).TotalSeconds;
        if (gap < 0 || gap >= HistoryWindow.Hour.Points) return;
        lock (_gate)
        {
            foreach (var (name, samples) in kept.Series)
            {
                var series = name == KeptHistory.All ? _all : _series[name] = new HistorySeries(CallCounts.None);
                series.Restore(samples, (int)Math.Round(gap));
            }
        }
    }

    private void Write()
    {
        if (_runtime.Plan is not { } plan) return;
        var seconds = Seconds();
        if (seconds == 0) return;
        foreach (var target in plan.Interfaces.Values)
        {
            if (_runtime.Sampler.Newest(target.State) is not { } reading || Series(target.Name, reading) is not { } series) continue;
            if (series.Push(reading, seconds) is { } since) _sum = _sum.Plus(since);
        }

        _all.Push(_sum, seconds);
        lock (_gate)
        {
            foreach (var gone in _series.Keys.Where(name => !plan.Interfaces.ContainsKey(name)).ToArray()) _series.Remove(gone);
            _turnedAway.RemoveWhere(name => !plan.Interfaces.ContainsKey(name));
        }

        Volatile.Write(ref _newestTicks, _runtime.Time.GetUtcNow().Ticks);
    }

    private HistorySeries? Series(string name, CallCounts reading)
    {
        lock (_gate)
        {
            if (_series.TryGetValue(name, out var series)) return series;
            if (reading.Total == 0) return null;
            if (_series.Count >= InterfacesMax)
            {
                _turnedAway.Add(name);
                return null;
            }

            // What it had counted before there was room for it was not counted in this second.
            return _series[name] = new HistorySeries(_turnedAway.Remove(name) ? reading : CallCounts.None);
        }
    }

    /// <summary>Whole seconds since the last writing.</summary>
    private int Seconds()
    {
        var now = _runtime.Time.GetTimestamp();
        var seconds = _readAt is { } before
            ? Math.Min((int)Math.Round(_runtime.Time.GetElapsedTime(before, now).TotalSeconds), HistoryWindow.Day.Points * (int)HistoryWindow.TenSeconds.TotalSeconds)
            : 1;
        if (seconds > 0) _readAt = now;
        return seconds;
    }
}
