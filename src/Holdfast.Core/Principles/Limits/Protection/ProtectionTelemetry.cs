using System.Diagnostics.Metrics;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Limits.Protection;

/// <summary>How much the process has to do, and what it refused for it.</summary>
internal static class ProtectionTelemetry
{
    public static void Instrument(Meter meter, Func<SliceContext?> now)
    {
        meter.CreateObservableGauge("holdfast.protection.queue_wait", () => Gauge(now(), static state => state.Newest.QueueWait.TotalSeconds), "s", "How long work waits for a thread");
        meter.CreateObservableGauge("holdfast.protection.cpu", () => Gauge(now(), static state => state.Machine.Cpu), "1", "Share of the processor time that the process may have");
        meter.CreateObservableGauge("holdfast.protection.memory", () => Gauge(now(), static state => state.Newest.Memory), "1", "Share of the memory that the process may have");
        meter.CreateObservableCounter("holdfast.protection.refused", () => Refused(now()), "{call}", "Calls that the process could not carry");
    }

    private static IEnumerable<Measurement<double>> Gauge(SliceContext? context, Func<ProtectionState, double?> read) =>
        context is not null && ProtectionSlice.Live(context) is { } state && read(state) is { } value ? [new(value)] : [];

    /// <summary>A count goes on where a revision does without the protection; a process that never had it has refused nothing.</summary>
    private static IEnumerable<Measurement<long>> Refused(SliceContext? context) => context is null ? [] :
        Enum.GetValues<Criticality>().Select(criticality => new Measurement<long>(
            ProtectionSlice.Any(context)?.Refused(criticality) ?? 0, new KeyValuePair<string, object?>("criticality", CriticalityWords.Of(criticality))));
}
