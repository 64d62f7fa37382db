using System.Diagnostics.Metrics;
using Holdfast.Core.Principles.Degradation.Caching;
using Holdfast.Core.Principles.Degradation.Substitutes;
using Holdfast.Core.Principles.Degradation.Switches;

namespace Holdfast.Core.Principles.Degradation;

/// <summary><c>holdfast.substitutes</c> by interface and kind, and what caches do.</summary>
internal static class DegradationTelemetry
{
    public static void Instrument(Meter meter, Func<SliceContext?> now)
    {
        meter.CreateObservableCounter("holdfast.substitutes", () => Substitutes(now()), "{call}", "Calls that a substitute answered");
        meter.CreateObservableGauge("holdfast.switches", () => Switches(now()), "{switch}", "Switches that are set on interfaces");
        CacheTelemetry.Instrument(meter, now);
    }

    private static IEnumerable<Measurement<int>> Switches(SliceContext? context) => context is null ? [] :
        SwitchSnapshot.All(context).Select(static one => new Measurement<int>(1, new("interface", one.Interface), new("kind", SwitchCommands.NameOf(one.Order.Kind))));

    private static IEnumerable<Measurement<long>> Substitutes(SliceContext? context) => context is null ? [] :
        from target in context.Plan.Interfaces.Values
        let state = SubstituteCompiler.State(target.State)
        from kind in Enum.GetValues<SubstituteKind>()
        select new Measurement<long>(state.Count(kind), new("interface", target.Name), new("kind", Word(kind)));

    private static string Word(SubstituteKind kind) => kind switch
    {
        SubstituteKind.Service => "service",
        SubstituteKind.Skip => "skip",
        SubstituteKind.Stale => "stale",
        _ => "answer",
    };
}
