using Holdfast.Core.Evidence;

namespace Holdfast.Control.History;

/// <summary>The history of one interface, or of all together.</summary>
/// <param name="start">What had been counted before it began.</param>
internal sealed class HistorySeries(CallCounts start)
{
    /// <summary>Bytes that it takes when it has never been idle for long.</summary>
    public static readonly long BytesMax = HistoryRing.BytesMax(HistoryWindow.Hour.Points) + HistoryRing.BytesMax(HistoryWindow.Day.Points) + HeatRing.BytesMax;

    private static readonly int SecondsOfTen = (int)HistoryWindow.TenSeconds.TotalSeconds;

    private readonly Lock _gate = new();
    private readonly HistoryRing _seconds = new(HistoryWindow.Hour.Points);
    private readonly HistoryRing _tens = new(HistoryWindow.Day.Points);
    private readonly HeatRing _heat = new();
    private CallCounts _ofSecond = start;
    private CallCounts _ofTen = start;
    private int _sinceTen;

    /// <summary>Takes down what has been counted since the last time.</summary>
    /// <param name="reading">Of the meter: it only grows.</param>
    /// <param name="seconds">How many have gone by; what happened in them is put into the newest.</param>
    /// <returns>What has been counted; null: nothing.</returns>
    public CallCounts? Push(CallCounts reading, int seconds)
    {
        lock (_gate)
        {
            for (var missed = 1; missed < seconds; missed++) _seconds.Push(HistorySample.Unknown);
            // An idle meter gives the same reading again.
            var since = ReferenceEquals(reading, _ofSecond) ? null : reading.Since(_ofSecond);
            _seconds.Push(since is null ? default : HistorySample.Of(since));
            _ofSecond = reading;
            _sinceTen += seconds;
            if (_sinceTen < SecondsOfTen) return since;
            for (; _sinceTen >= 2 * SecondsOfTen; _sinceTen -= SecondsOfTen)
            {
                _tens.Push(HistorySample.Unknown);
                _heat.Push(null);
            }

            _sinceTen -= SecondsOfTen;
            var sinceTen = ReferenceEquals(reading, _ofTen) ? null : reading.Since(_ofTen);
            _tens.Push(sinceTen is null ? default : HistorySample.Of(sinceTen));
            _heat.Push(sinceTen);
            _ofTen = reading;
            return since;
        }
    }

    /// <inheritdoc cref="HeatRing.Newest"/>
    public IReadOnlyList<long[]> Heat(int columns, int merged)
    {
        lock (_gate) return _heat.Newest(columns, merged);
    }

    /// <summary>The last hour, for the next process.</summary>
    public HistorySample[] Keep()
    {
        lock (_gate) return _seconds.Newest(HistoryWindow.Hour.Points);
    }

    /// <summary>Goes on from what another process has kept.</summary>
    /// <param name="gap">Seconds that nobody wrote down since.</param>
    public void Restore(ReadOnlySpan<HistorySample> kept, int gap)
    {
        lock (_gate)
        {
            foreach (var sample in kept) _seconds.Push(sample);
            for (var i = 0; i < gap; i++) _seconds.Push(HistorySample.Unknown);
        }
    }

    /// <summary>Oldest first, the newest step last; fewer where there are not so many yet.</summary>
    public HistoryPoint[] Read(HistoryWindow window)
    {
        HistorySample[] samples;
        lock (_gate) samples = (window.Step == HistoryWindow.Second ? _seconds : _tens).Newest(window.Points);
        return Array.ConvertAll(samples, sample => sample.ToPoint(window.Step));
    }
}
