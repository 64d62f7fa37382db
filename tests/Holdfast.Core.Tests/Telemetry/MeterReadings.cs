using System.Diagnostics.Metrics;

namespace Holdfast.Core.Tests.Telemetry;

/// <summary>What one runtime's meter says, and no other's in the same process.</summary>
internal sealed class MeterReadings : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _values = new(StringComparer.Ordinal);

    public MeterReadings(HoldfastRuntime runtime)
    {
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, runtime.Meters)) self.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Series as <c>name{tag=value,...}</c>, tags in the order they were given.</summary>
    public IReadOnlyDictionary<string, long> Read()
    {
        _listener.RecordObservableInstruments();
        return new Dictionary<string, long>(_values, StringComparer.Ordinal);
    }

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = $"{instrument.Name}{{{string.Join(',', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}"))}}}";
        _values[series] = instrument.IsObservable ? value : _values.GetValueOrDefault(series) + value;
    }
}
