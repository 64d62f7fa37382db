using Holdfast.Core.Layers;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>What all degradation plans that are entered lay together. Pure.</summary>
/// <remarks>
/// Plans do not know of each other: each lays all steps of its level and of those below. Where several lie over one
/// thing the strictest answers: off before stale before a fixed answer before a share; of shares and limits the lowest;
/// a breaker is open and a node drained where any of them says so. Of two fixed answers that of the higher level, then
/// that of the plan that is written first.
/// </remarks>
internal static class LevelLayers
{
    public static IReadOnlyList<Layer> Of(IEnumerable<(LevelsModel Model, LevelStanding Standing)> plans, long now) =>
    [
        .. from plan in plans
           where plan.Standing.Level > 0 && now < plan.Standing.Ends
           from step in plan.Model.Of(plan.Standing.Level, isWhole: plan.Standing.Share >= 1)
           // Where levels come back one after the other, the highest is the first.
           let begins = plan.Standing.FadesFrom + ((plan.Standing.Level - step.Level) * plan.Model.Spec.StepDown)
           let ends = begins + plan.Model.Spec.RampTime
           // Nodes and breakers have ramps of their own: they come back at once, and warm up.
           where step.IsDivisible ? now < ends : now < begins
           orderby step.Level descending, plan.Model.Place
           select step.Layer with
           {
               Order = plan.Standing.Order,
               Until = step.IsDivisible ? ends : begins,
               Part = step.IsDivisible ? new LayerPart(plan.Standing.Share, begins, ends) : LayerPart.Whole,
           },
    ];
}
