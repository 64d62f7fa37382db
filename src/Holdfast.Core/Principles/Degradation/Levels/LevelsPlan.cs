using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Degradation.Levels.Conditions;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>One degradation plan: what is given up, level by level, so that what matters is kept.</summary>
public sealed record LevelsPlan
{
    public const int LevelsMax = 5;

    /// <summary>More than this nobody can rehearse.</summary>
    public const int StepsMax = 200;

    private static readonly Shape<IReadOnlyList<LevelStepPlan>> Steps = Shapes.List(LevelStepPlan.Section, "step", min: 1);

    /// <summary>By number, from 1.</summary>
    public static IReadOnlyList<Field<IReadOnlyList<LevelStepPlan>>> LevelFields { get; } = [.. Enumerable.Range(1, LevelsMax).Select(LevelField)];

    public static readonly Field<TimeSpan> ExpiresField = new(
        "expires", Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)), "How long it holds unless it is left before: what 'degrade enter' takes where it is not told, and the longest that it may be told.")
    {
        Default = TimeSpan.FromHours(1),
        Because = "What is given up in the night and forgotten is found by customers in the morning.",
    };

    public static readonly Field<TimeSpan> RampField = new(
        "ramp", Shapes.Duration(TimeSpan.Zero, TimeSpan.FromHours(1)), "In what time the users come back once it is left, few at first; breakers and nodes have ramps of their own.")
    {
        Default = TimeSpan.Zero,
        Because = "At once unless asked for. What was given up because there was too much comes back as too much at once.",
    };

    public static readonly Field<TimeSpan> StepDownField = new(
        "step-down", Shapes.Duration(TimeSpan.Zero, TimeSpan.FromHours(1)), "Once it is left the highest level comes back first, and each lower one so long after the one above it.")
    {
        Default = TimeSpan.Zero,
        Because = "All at once unless asked for. Each level is a load of its own: whether the backends bear one is seen before the next comes.",
    };

    public static readonly Field<IReadOnlyList<LevelEnterPlan>> EnterField = new(
        "enter", Shapes.OneOrList(LevelEnterPlan.Section, "entry"), "When it is entered without anybody's word: by conditions, and by a schedule.")
    {
        Default = [],
        DefaultWords = "by hand alone",
    };

    public static readonly Field<LevelLeavePlan> LeaveField = new("leave", LevelLeavePlan.Section, "When it is left again, where a condition has entered it.") { Default = LevelLeavePlan.Default };

    public static readonly Field<LevelCondition?> RequiresField = new(
        "requires", Shapes.Convert<LevelCondition, LevelCondition?>(new ConditionShape(), static value => value, static value => value!), "What must hold, or it is not entered: by nobody, unless an operator says 'force'.")
    {
        DefaultWords = "nothing",
    };

    public static readonly Section<LevelsPlan> Section = Make();

    public static readonly Field<IReadOnlyDictionary<string, LevelsPlan>> Field = new(
        "degradation", Shapes.Map("degradation plan", Shapes.Name("degradation plan"), Section), "Degradation plans: what is given up, level by level, so that what matters most is kept. Nothing is given up until one is entered.")
    {
        Default = new Dictionary<string, LevelsPlan>(),
        DefaultWords = "none",
    };

    public required string Name { get; init; }

    /// <summary>From level 1 on; a higher one holds with all below it.</summary>
    public required IReadOnlyList<IReadOnlyList<LevelStepPlan>> Levels { get; init; }

    public required TimeSpan Expires { get; init; }

    public required TimeSpan RampTime { get; init; }

    public required TimeSpan StepDown { get; init; }

    public required IReadOnlyList<LevelEnterPlan> Enter { get; init; }

    public required LevelLeavePlan Leave { get; init; }

    /// <summary>Null: nothing.</summary>
    public required LevelCondition? Requires { get; init; }

    /// <summary>Somebody has to look at it again and again.</summary>
    public bool IsWatched => Enter.Count > 0;

    /// <summary>The highest that has steps.</summary>
    public int Highest => Levels.Index().Where(static level => level.Item.Count > 0).Select(static level => level.Index + 1).DefaultIfEmpty(0).Max();

    /// <summary>As <c>level-1</c>.</summary>
    public static string NameOf(int level) => LevelFields[level - 1].Name;

    private static Field<IReadOnlyList<LevelStepPlan>> LevelField(int level) => new(
        $"level-{level}",
        // The keys of a step are told of once.
        level == 1 ? Steps : Shapes.Convert(Steps, static steps => steps, static steps => steps),
        level == 1 ? $"What is given up first: at most {StepsMax} steps, each with an interface or a service." : $"What is given up as well, at level {level}.")
    {
        Default = [],
        DefaultWords = "nothing",
        Required = level == 1,
    };

    private static Section<LevelsPlan> Make()
    {
        var section = new Section<LevelsPlan>("degradation plan", static (name, values) => new LevelsPlan
        {
            Name = name,
            Levels = [.. LevelFields.Select(values.Get)],
            Expires = values.Get(ExpiresField),
            RampTime = values.Get(RampField),
            StepDown = values.Get(StepDownField),
            Enter = values.Get(EnterField),
            Leave = values.Get(LeaveField),
            Requires = values.Get(RequiresField),
        });
        for (var i = 0; i < LevelsMax; i++)
        {
            var at = i;
            section.Add(LevelFields[at], plan => plan.Levels[at]);
        }

        section.Add(ExpiresField, static plan => plan.Expires);
        section.Add(RampField, static plan => plan.RampTime);
        section.Add(StepDownField, static plan => plan.StepDown);
        section.Add(EnterField, static plan => plan.Enter);
        section.Add(LeaveField, static plan => plan.Leave);
        section.Add(RequiresField, static plan => plan.Requires);
        return section;
    }
}
