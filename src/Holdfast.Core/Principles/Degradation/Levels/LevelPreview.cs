using Holdfast.Core.Layers;
using Holdfast.Core.Readings;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>What each level would affect if it were entered now, by the traffic of the last ten seconds.</summary>
internal static class LevelPreview
{
    /// <summary>The subject of the row that sums a level up.</summary>
    private const string All = "all";

    public static SnapshotTable Take(LevelsEpoch epoch, LevelsState state, SliceContext context) => new(
        "preview", ["plan", "level", "subject", "does", "affected_per_second", "calls_per_second", "affected_users", "users"],
        [.. epoch.Models.SelectMany(model => Enumerable.Range(1, model.Plan.Highest).SelectMany(level => Rows(model, level, state, context)))]);

    private static IEnumerable<object?[]> Rows(LevelsModel model, int level, LevelsState state, SliceContext context)
    {
        var affected = new Dictionary<string, double>(StringComparer.Ordinal);
        var (callers, users) = (new Dictionary<string, double>(StringComparer.Ordinal), state.Users);
        foreach (var step in model.Of(level, isWhole: true))
        {
            var (calls, share) = Of(step.Layer, state, context);
            // Of several steps on one interface the strictest answers.
            // Whom a limit refuses is not known before: it may be any of those who call.
            var ofUsers = step.Layer.Kind == LayerKind.Limit && share > 0 ? 1 : share;
            var own = new Dictionary<string, double>(StringComparer.Ordinal);
            foreach (var (name, rate) in Interface(step.Layer) is { } target ? [(target, calls)] : Behind(step.Layer, state, context))
            {
                affected[name] = Math.Max(affected.GetValueOrDefault(name), rate * share);
                callers[name] = Math.Max(callers.GetValueOrDefault(name), own[name] = ofUsers);
            }

            yield return [model.Name, level, step.Layer.Subject, step.Layer.Words, Round(calls * share), Round(calls), Users(own, users), Users(own.Keys, users)];
        }

        yield return [model.Name, level, All, "", Round(affected.Values.Sum()), Round(context.Plan.Interfaces.Keys.Sum(name => Calls(name, state, context))), Users(callers, users), Users(users.Keys, users)];
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

    private static double Users(IEnumerable<string> names, IReadOnlyDictionary<string, IReadOnlySet<ulong>> users) => Users(names.ToDictionary(static name => name, static _ => 1.0, StringComparer.Ordinal), users);

    /// <summary>How many different ones get something else than before; who calls several interfaces counts once, by what affects him most.</summary>
    private static double Users(Dictionary<string, double> shares, IReadOnlyDictionary<string, IReadOnlySet<ulong>> users)
    {
        var (seen, sum) = (new HashSet<ulong>(), 0.0);
        foreach (var (name, share) in shares.Where(static one => one.Value > 0).OrderByDescending(static one => one.Value))
            if (users.TryGetValue(name, out var found)) sum += found.Count(seen.Add) * share;
        return Math.Round(sum);
    }

    private static double Round(double rate) => Math.Round(rate, 1);
}
