using System.Globalization;
using Holdfast.Core.Layers;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Degradation.Substitutes;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>A degradation plan under one revision, with its steps made ready.</summary>
/// <param name="Place">Among those of the plan: of two that lay the same over one thing, the one that is written first answers.</param>
internal sealed record LevelsModel(LevelsPlan Plan, int Place, LevelSpec Spec, IReadOnlyList<LevelStep> Steps)
{
    public string Name => Plan.Name;

    /// <summary>As a path of the plan.</summary>
    public string Subject => $"{LevelsPlan.Field.Name}.{Plan.Name}";

    /// <param name="frequency">Of timestamps.</param>
    public static LevelsModel Of(LevelsPlan plan, int place, long frequency) => new(plan, place, LevelSpec.Of(plan, frequency),
    [
        .. from level in Enumerable.Range(1, LevelsPlan.LevelsMax)
           from step in plan.Levels[level - 1].Index()
           select new LevelStep(level, Make(step.Item, plan.Name, level, $"{LevelsPlan.Field.Name}.{plan.Name}.{LevelsPlan.NameOf(level)}[{step.Index}]")),
    ]);

    /// <summary>The same, going on with what its steps have counted under the revision before.</summary>
    public LevelsModel After(IReadOnlyList<LevelsModel> before) => before.FirstOrDefault(one => one.Name == Name) is not { } old ? this : this with
    {
        Steps =
        [
            .. Steps.Select(step => old.Steps.FirstOrDefault(one => one.Layer.Rule == step.Layer.Rule) is { } same ? step with { Layer = step.Layer with { Tally = same.Layer.Tally } } : step),
        ],
    };

    /// <summary>Those that a level lays, the highest first.</summary>
    /// <param name="isWhole">Not a drill: what holds for all users or none is laid as well.</param>
    public IEnumerable<LevelStep> Of(int level, bool isWhole) => Steps.Where(step => step.Level <= level && (isWhole || step.IsDivisible)).OrderByDescending(static step => step.Level);

    private static Layer Make(LevelStepPlan step, string name, int level, string rule)
    {
        var source = string.Create(CultureInfo.InvariantCulture, $"{name} level {level}");
        return step switch
        {
            { Answer.Fixed: { } answer } => Of(LayerKind.Answer, string.Create(CultureInfo.InvariantCulture, $"answered with {answer.Status}")) with { Answer = StaticAnswer.Of(answer) },
            { Answer.IsStale: true } => Of(LayerKind.Stale, "stale only"),
            { Answer: not null } => Of(LayerKind.Off, "off"),
            { Share: { } share } => Of(LayerKind.Share, string.Create(CultureInfo.InvariantCulture, $"open to {share:0.##%} of callers")) with { Share = share },
            { Limit: { } rate } => Of(LayerKind.Limit, $"limited to {Shapes.Rate.Write(rate)}") with { Rate = rate },
            { Drain: { } drain } => Of(LayerKind.Drain, drain.OfZone.Length > 0 ? $"zone {drain.OfZone} drained" : $"{drain.OfNode} drained") with { Node = drain.OfNode, Zone = drain.OfZone },
            _ => Of(LayerKind.Breaker, "breaker open"),
        };

        Layer Of(LayerKind kind, string words) => new(kind, step.Interface.Length > 0 ? step.Interface : step.Service, rule) { Source = source, Words = words };
    }
}
