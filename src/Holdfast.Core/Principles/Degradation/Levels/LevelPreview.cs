using Holdfast.Core.Layers;
using Holdfast.Core.Readings;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>What each level would affect if it were entered now, by the traffic of the last ten seconds.</summary>
internal static class LevelPreview
{
    /// <summary>The subject of the row that sums a level up.</summary>
    private const string All = "all";

    public static SnapshotTable Take(LevelsEpoch epoch, LevelsState state, SliceContext context) => new(
        "preview", ["plan", "level", "subject", "does", "affected_per_second", "calls_per_second"],
        [.. epoch.Models.SelectMany(model => Enumerable.Range(1, model.Plan.Highest).SelectMany(level => Rows(model, level, state, context)))]);

    private static IEnumerable<object?[]> Rows(LevelsModel model, int level, LevelsState state, SliceContext context)
    {
        var affected = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var step in model.Of(level, isWhole: true))
        {
            var (calls, share) = Of(step.Layer, state, context);
            // Of several steps on one interface the strictest answers.
            if (Interface(step.Layer) is { } target) affected[target] = Math.Max(affected.GetValueOrDefault(target), calls * share);
            else foreach (var (name, rate) in Behind(step.Layer, state, context)) affected[name] = Math.Max(affected.GetValueOrDefault(name), rate * share);
            yield return [model.Name, level, step.Layer.Subject, step.Layer.Words, Round(calls * share), Round(calls)];
        }

        yield return [model.Name, level, All, "", Round(affected.Values.Sum()), Round(context.Plan.Interfaces.Keys.Sum(name => Calls(name, state, context)))];
    }

    /// <summary>Calls a second, and which share of them gets something else than before. Nodes that are drained take none away: others get them.</summary>
    private static (double Calls, double Share) Of(Layer layer, LevelsState state, SliceContext context)
    {
        var calls = Interface(layer) is { } target ? Calls(target, state, context) : Behind(layer, state, context).Sum(static one => one.Rate);
        return (calls, layer.Kind switch
        {
            LayerKind.Share => 1 - layer.Share,
            LayerKind.Limit => calls <= 0 ? 0 : Math.Max(0, calls - layer.Rate.PerSecond) / calls,
            LayerKind.Drain => 0,
            _ => 1,
        });
    }

    private static string? Interface(Layer layer) => layer.Kind is LayerKind.Breaker or LayerKind.Drain ? null : layer.Target;

    private static IEnumerable<(string Name, double Rate)> Behind(Layer layer, LevelsState state, SliceContext context) =>
        context.Plan.Interfaces.Values.Where(one => one.Service.Name == layer.Target).Select(one => (one.Name, Calls(one.Name, state, context)));

    private static double Calls(string target, LevelsState state, SliceContext context) => state.Read(ReadingKind.Calls, target, context) ?? 0;

    private static double Round(double rate) => Math.Round(rate, 1);
}
