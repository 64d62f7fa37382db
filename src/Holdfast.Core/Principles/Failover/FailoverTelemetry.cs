using System.Diagnostics.Metrics;

namespace Holdfast.Core.Principles.Failover;

/// <summary><c>holdfast.retries</c>, <c>holdfast.hedges</c>, <c>holdfast.hedges.over_limit</c> by interface; <c>holdfast.retries.over_budget</c> by service.</summary>
internal static class FailoverTelemetry
{
    public static void Instrument(Meter meter, Func<SliceContext?> now)
    {
        meter.CreateObservableCounter(
            "holdfast.retries", () => Measure(now(), static state => state.Retries), "{attempt}", "Attempts that followed a failed one");
        meter.CreateObservableCounter(
            "holdfast.hedges", () => Measure(now(), static state => state.Hedges), "{attempt}", "Attempts made beside one that waited");
        meter.CreateObservableCounter(
            "holdfast.hedges.over_limit", () => Measure(now(), static state => state.Hedging.Refused), "{attempt}", "Hedges that 'hedge.at-most' of the interface did not allow");
        meter.CreateObservableCounter(
            "holdfast.retries.over_budget", () => OverBudget(now()), "{attempt}", "Retries and hedges that the budget did not allow");
    }

    private static IEnumerable<Measurement<long>> Measure(SliceContext? context, Func<RetryState, long> read) => context is null ? [] :
        context.Plan.Interfaces.Values.Select(target => new Measurement<long>(
            read(FailoverSlice.State(target.State)), new KeyValuePair<string, object?>("interface", target.Name)));

    private static IEnumerable<Measurement<long>> OverBudget(SliceContext? context) => context is null ? [] :
        context.Plan.Services.Keys.Select(service => new Measurement<long>(
            FailoverSlice.Budget(context.State.Service(service)).Refused, new KeyValuePair<string, object?>("service", service)));
}
