using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Degradation.Levels.Conditions;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary><c>leave</c> of a degradation plan: when one that a condition has entered is left again.</summary>
public sealed record LevelLeavePlan
{
    public static readonly Field<LevelCondition?> WhenField = new(
        "when", Shapes.Convert<LevelCondition, LevelCondition?>(new ConditionShape(), static value => value, static value => value!), "As soon as this holds. Say less than what it is entered at: p99 above 2s, and below 1s.")
    {
        DefaultWords = "no condition of 'enter' holds",
    };

    public static readonly Field<TimeSpan> ForField = new("for", Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), "For how long it must have held, without a break.")
    {
        Default = TimeSpan.FromMinutes(1),
        Because = "What is given back as soon as it seems calm brings the load back that was too much: by turns, for hours.",
    };

    public static readonly Section<LevelLeavePlan> Section = new("leave", static values => new LevelLeavePlan { When = values.Get(WhenField), For = values.Get(ForField) })
    {
        { WhenField, plan => plan.When },
        { ForField, plan => plan.For },
    };

    public static LevelLeavePlan Default { get; } = new() { When = null, For = ForField.Default };

    /// <summary>Null: when no condition of <c>enter</c> holds.</summary>
    public required LevelCondition? When { get; init; }

    public required TimeSpan For { get; init; }
}
