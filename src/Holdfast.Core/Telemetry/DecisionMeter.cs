using System.Diagnostics.Metrics;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Telemetry;

/// <summary>The one meter of decisions. Tags are bounded: names of the plan and of stages, never a path or a user.</summary>
/// <remarks>
/// The revision is no tag either: series are kept for as long as the process lives, and every reload would add as many
/// as there are. Which revision decided stands in the answer, the trace and the access log.
/// </remarks>
public sealed class DecisionMeter : IDisposable
{
    public const string Name = "Holdfast";

    private readonly Meter _meter;
    private readonly Counter<long> _decisions;

    internal DecisionMeter(HoldfastRuntime runtime)
    {
        // The scope tells this runtime's instruments from those of another in the same process.
        _meter = new Meter(new MeterOptions(Name) { Scope = this });
        _decisions = _meter.CreateCounter<long>("holdfast.decisions", "{decision}", "What principles decided about calls beyond passing them on");
        _meter.CreateObservableCounter("holdfast.calls", () => Calls(runtime.Plan), "{call}", "Calls by interface and outcome");
        _meter.CreateObservableGauge("holdfast.calls.in_flight", () => InFlight(runtime.Plan), "{call}", "Calls on their way now");
        _meter.CreateObservableGauge("holdfast.plan.revision", () => runtime.Plan?.Revision.Number ?? 0, "{revision}", "Number of the live revision");
        foreach (var slice in runtime.Slices) slice.Instrument(_meter, () => runtime.Present);
    }

    /// <summary>Counts what was decided about a call. Ordinary calls have decided nothing, and cost one comparison here.</summary>
    public void Count(Call call)
    {
        if (call.Decisions.Count == 0 || !_decisions.Enabled) return;
        foreach (ref readonly var decision in call.Decisions.Kept)
        {
            _decisions.Add(1,
                new KeyValuePair<string, object?>("interface", call.Interface?.Name ?? ""),
                new KeyValuePair<string, object?>("decision", decision.Name),
                new KeyValuePair<string, object?>("rule", decision.Rule));
        }
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Calls(PlanModel? plan)
    {
        if (plan is null) yield break;
        yield return Measure(plan.Unmatched.Read().Refused, "", "refused");
        foreach (var target in plan.Interfaces.Values)
        {
            if (target.State.Meter.IsUntouched) continue;
            var counts = target.State.Meter.Read();
            yield return Measure(counts.Successes, target.Name, "success");
            yield return Measure(counts.Failures, target.Name, "failure");
            yield return Measure(counts.Refused, target.Name, "refused");
            yield return Measure(counts.Cancelled, target.Name, "cancelled");
        }
    }

    private static IEnumerable<Measurement<int>> InFlight(PlanModel? plan) =>
        plan is null ? [] : plan.Interfaces.Values.Select(static target =>
            new Measurement<int>(target.State.InFlight, new KeyValuePair<string, object?>("interface", target.Name)));

    private static Measurement<long> Measure(long value, string target, string outcome) =>
        new(value, new("interface", target), new("outcome", outcome));
}
