using System.Diagnostics.Metrics;
using Holdfast.Core.Telemetry;

namespace Holdfast.Control.Store;

/// <summary>The store in numbers: what the last look found, so that nobody who scrapes waits for a disk.</summary>
public sealed class StoreTelemetry : IDisposable
{
    private readonly Meter _meter;

    public StoreTelemetry(Func<StoreStatus> now, TimeProvider time)
    {
        _meter = new Meter(new MeterOptions(DecisionMeter.Name) { Scope = this });
        _meter.CreateObservableGauge("holdfast.store.away", () => now() is { IsThere: false } away ? (time.GetUtcNow() - away.Since).TotalSeconds : 0, "s", "For how long changes could not be put on record");
        _meter.CreateObservableGauge("holdfast.store.size", () => Known(now().Bytes), "By", "What the store takes");
        _meter.CreateObservableGauge("holdfast.store.written", () => Known(now().Written?.ToUnixTimeSeconds()), "s", "When a change was last put on record, since 1970");
    }

    public void Dispose() => _meter.Dispose();

    private static Measurement<long>[] Known(long? value) => value is { } known ? [new Measurement<long>(known)] : [];
}
