using System.Diagnostics.Metrics;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary><c>holdfast.degradation.level</c> by plan.</summary>
internal static class LevelsTelemetry
{
    public static void Instrument(Meter meter, Func<SliceContext?> now) => meter.CreateObservableGauge(
        "holdfast.degradation.level", () => Levels(now()), "{level}", "The level at which each degradation plan is entered; 0: it is not");

    private static IEnumerable<Measurement<int>> Levels(SliceContext? context)
    {
        if (context is null) return [];
        var (epoch, at) = (LevelsSlice.State(context).Epoch, context.State.Time.GetTimestamp());
        return epoch.Models.Select(model => new Measurement<int>(epoch.Of(model.Name) is var standing && standing.IsIn(at) ? standing.Level : 0, new KeyValuePair<string, object?>("plan", model.Name)));
    }
}
