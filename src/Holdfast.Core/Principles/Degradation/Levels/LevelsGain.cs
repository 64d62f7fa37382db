using System.Globalization;
using Holdfast.Core.Layers;
using Holdfast.Core.Readings;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>What a degradation plan saves and what it costs, measured: load on each service before and now, calls that were refused or answered otherwise.</summary>
internal static class LevelsGain
{
    /// <param name="isFresh">False: what was before is not known.</param>
    public static LevelBaseline Begin(LevelsModel model, LevelsState state, SliceContext context, bool isFresh) => new(
        isFresh ? Services(model, context).ToDictionary(static name => name, name => Load(name, state, context), StringComparer.Ordinal) : LevelBaseline.None.Loads, Decided(model));

    /// <summary>Attempts a second on each service that its steps concern.</summary>
    public static IEnumerable<(string Service, double? Before, double Now)> Loads(LevelsModel model, LevelBaseline begun, LevelsState state, SliceContext context) =>
        Services(model, context).Select(name => (name, begun.Loads.TryGetValue(name, out var before) ? before : (double?)null, Load(name, state, context)));

    /// <summary>Calls that its steps have decided about since it was entered.</summary>
    public static long Cost(LevelsModel model, LevelBaseline begun) => Math.Max(0, Decided(model) - begun.Decided);

    public static string Words(LevelsModel model, LevelBaseline begun, LevelsState state, SliceContext context)
    {
        var loads = Loads(model, begun, state, context).Where(static one => one.Before is not null)
            .Select(static one => string.Create(CultureInfo.InvariantCulture, $"{one.Service} {one.Before:0.#}/s before and {one.Now:0.#}/s at its end")).ToArray();
        var decided = Cost(model, begun);
        var cost = string.Create(CultureInfo.InvariantCulture, $"its steps decided about {decided:N0} {(decided == 1 ? "call" : "calls")}");
        return loads.Length == 0 ? cost : $"{cost}; load: {string.Join(", ", loads)}";
    }

    private static IEnumerable<string> Services(LevelsModel model, SliceContext context) => model.Steps
        .Select(step => step.Layer.Kind is LayerKind.Breaker or LayerKind.Drain ? step.Layer.Target : context.Plan.Interfaces.TryGetValue(step.Layer.Target, out var target) ? target.Service.Name : "")
        .Where(context.Plan.Services.ContainsKey).Distinct();

    private static double Load(string service, LevelsState state, SliceContext context) => state.Read(ReadingKind.Attempts, service, context) ?? 0;

    private static long Decided(LevelsModel model) => model.Steps.Sum(static step => step.Layer.Tally.Calls);
}
