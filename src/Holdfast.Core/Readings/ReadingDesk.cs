using Holdfast.Core.DryRuns;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles;
using Holdfast.Core.Telemetry;

namespace Holdfast.Core.Readings;

/// <summary>Finds what conditions look at: from the meters of the interfaces, or from the slice that knows.</summary>
/// <param name="sampler">Knows what happened lately.</param>
/// <param name="process">Null: the host does not look.</param>
public sealed class ReadingDesk(IReadOnlyList<IReadingSlice> slices, StatusSampler sampler, IProcessGauges? process, TimeProvider time)
{
    /// <summary>The processor's share is that of the time between two readings: of a shorter one it would be chance.</summary>
    private static readonly TimeSpan ProcessEvery = TimeSpan.FromMilliseconds(500);

    private const double HalfOfThem = 0.5;
    private const double NearlyAll = 0.99;

    private readonly Lock _gate = new();
    private ProcessReading _process;
    private long? _readAt;

    /// <summary>Who has called lately; null: nobody keeps that.</summary>
    public RecentUsers? Users { get; init; }

    /// <returns>Null: it is not known.</returns>
    public double? Read(ReadingKind kind, string subject, SliceContext context)
    {
        foreach (var slice in slices)
            if (slice.Read(kind, subject, context) is { } known) return known;
        return kind.Subject switch
        {
            ReadingSubject.Interface => context.Plan.Interfaces.TryGetValue(subject, out var target) ? OfInterface(kind, target.State) : null,
            ReadingSubject.Service => context.Plan.Services.TryGetValue(subject, out var service) ? OfService(kind, service.Live) : null,
            ReadingSubject.Process => OfProcess(kind),
            _ => null,
        };
    }

    private double? OfInterface(ReadingKind kind, InterfaceState state)
    {
        if (kind == ReadingKind.InFlight) return state.InFlight;
        var (counts, over) = sampler.Window(state);
        if (kind == ReadingKind.Calls) return counts.Total / over.TotalSeconds;
        var (counted, answered) = (counts.Total - counts.Cancelled, counts.Successes + counts.Failures);
        if (kind == ReadingKind.Errors) return counted == 0 ? null : (double)counts.Failures / counted;
        if (kind == ReadingKind.Refusals) return counted == 0 ? null : (double)counts.Refused / counted;
        return answered == 0 ? null : counts.Quantile(kind == ReadingKind.Median ? HalfOfThem : NearlyAll).TotalSeconds;
    }

    private double? OfService(ReadingKind kind, VersionModel version)
    {
        if (kind == ReadingKind.Usable) return version.Nodes.Count == 0 ? null : (double)version.Nodes.Count(static node => node.State.IsUsable) / version.Nodes.Count;
        if (kind != ReadingKind.Attempts) return null;
        return version.Nodes.Sum(node => sampler.Window(node.State) is var (counts, over) ? counts.Total / over.TotalSeconds : 0);
    }

    private double? OfProcess(ReadingKind kind)
    {
        if (process is null) return null;
        lock (_gate)
        {
            if (_readAt is not { } at || time.GetElapsedTime(at) >= ProcessEvery) (_process, _readAt) = (process.Read(), time.GetTimestamp());
            return kind == ReadingKind.Cpu ? _process.Cpu : kind == ReadingKind.Memory ? _process.Memory : _process.QueueWait.TotalSeconds;
        }
    }
}
