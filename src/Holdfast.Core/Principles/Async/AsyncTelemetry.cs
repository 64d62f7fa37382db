using System.Diagnostics.Metrics;
using Holdfast.Core.Queue;

namespace Holdfast.Core.Principles.Async;

/// <summary>What waits, for how long, and what became of it; each by interface.</summary>
internal static class AsyncTelemetry
{
    public static void Instrument(Meter meter, Func<SliceContext?> now)
    {
        meter.CreateObservableGauge("holdfast.async.waiting", () => Gauges(now(), static reading => reading.Live), "{operation}", "Operations that are not done with");
        meter.CreateObservableGauge("holdfast.async.oldest", () => Gauges(now(), static reading => (long)reading.OldestAge.TotalSeconds), "s", "How long the oldest of them has waited");
        meter.CreateObservableGauge("holdfast.async.size", () => Gauges(now(), static reading => reading.Bytes), "By", "What their requests take on the disk");
        meter.CreateObservableGauge("holdfast.async.given_up", () => Gauges(now(), static reading => reading.Buried), "{operation}", "Operations that failed or were given up, and can be tried again by hand");
        meter.CreateObservableGauge("holdfast.async.away", () => now() is { } present ? [new Measurement<int>(QueueNews.Of(present.State, present.Signals).IsAway ? 1 : 0)] : Array.Empty<Measurement<int>>(), "1", "1 while the queue cannot be written to");
        meter.CreateObservableCounter("holdfast.async.operations", () => Counts(now()), "{operation}", "What was made of calls and operations");
    }

    /// <summary>Of those where something was ever accepted.</summary>
    private static IEnumerable<Measurement<long>> Gauges(SliceContext? context, Func<LaneReading, long> read) =>
        from found in States(context)
        where found.State.Reading is not null
        select new Measurement<long>(read(found.State.Reading!), new KeyValuePair<string, object?>("interface", found.Name));

    private static IEnumerable<Measurement<long>> Counts(SliceContext? context) =>
        from found in States(context)
        from what in Enum.GetValues<AsyncTally>()
        select new Measurement<long>(found.State.Read(what), new("interface", found.Name), new("what", AsyncWords.Of(what)));

    private static IEnumerable<(string Name, AsyncState State)> States(SliceContext? context) => context is null ? [] :
        context.Plan.Interfaces.Values.Where(target => target.Plan.Sections.Get(AsyncPlan.Field) is not null || context.State.Interface(target.Name).Has<AsyncState>())
            .Select(target => (target.Name, context.State.Interface(target.Name).Own(static () => new AsyncState())));
}
