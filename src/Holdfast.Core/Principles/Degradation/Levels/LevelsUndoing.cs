using System.Globalization;
using Holdfast.Core.Layers;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>Whether every step of a degradation plan that was left is undone: looked up where calls would find it, not taken for granted.</summary>
internal static class LevelsUndoing
{
    /// <summary>Steps of a plan that still lie somewhere though it is not entered.</summary>
    public static IReadOnlyList<LayerFault> NotUndone(LevelsModel model, LevelsState state, SliceContext context)
    {
        if (state.Epoch.Of(model.Name).Level > 0) return [];
        var laid = state.Laid(context);
        return [.. model.Steps.Where(step => laid.Contains(step.Layer.Rule)).Select(static step => new LayerFault(step.Layer.Rule, $"{step.Layer.Subject} is still {step.Layer.Words}"))];
    }

    public static string Words(IReadOnlyList<LayerFault> faults, LevelsModel model, LevelStanding before)
    {
        var steps = model.Of(before.Level, isWhole: before.Share >= 1).Count();
        return faults.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{(steps == 1 ? "its step is" : $"all {steps} steps are")} undone")
            : string.Create(CultureInfo.InvariantCulture, $"{faults.Count} {(faults.Count == 1 ? "step" : "steps")} not undone: {string.Join("; ", faults.Select(static fault => $"{fault.Rule} ({fault.Why})"))}");
    }
}
