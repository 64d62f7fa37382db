using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Degradation.Levels.Conditions;
using Holdfast.Core.Principles.Degradation.Levels.Schedules;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>One entry of <c>enter</c>: when a degradation plan is entered without anybody's word.</summary>
public sealed record LevelEnterPlan
{
    public static readonly Field<int> LevelField = new("level", Shapes.Count(1, LevelsPlan.LevelsMax, "level"), "At which level.") { Default = 1 };

    public static readonly Field<LevelCondition?> WhenField = new(
        "when", Shapes.Convert<LevelCondition, LevelCondition?>(new ConditionShape(), static value => value, static value => value!), "As soon as this holds.") { DefaultWords = "never" };

    public static readonly Field<TimeSpan> ForField = new("for", Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), "With 'when': for how long it must have held, without a break.")
    {
        Default = TimeSpan.FromSeconds(10),
        Because = "Rates and quantiles look back ten seconds: a single bad second is over before they are.",
    };

    public static readonly Field<CronTimes?> AtField = new(
        "at", Shapes.Convert<CronTimes, CronTimes?>(new CronShape(), static value => value, static value => value!), "At these times: minute, hour, day of the month, month, day of the week.") { DefaultWords = "never" };

    public static readonly Field<TimeZoneInfo> ZoneField = new("zone", new ZoneShape(), "With 'at': by the clocks of this time zone.")
    {
        Default = TimeZoneInfo.Utc,
        DefaultWords = "UTC",
    };

    public static readonly Field<TimeSpan?> LastsField = new("lasts", Shapes.NoneOr(Shapes.Duration(TimeSpan.FromMinutes(1), TimeSpan.FromDays(7))), "With 'at': how long it holds.") { DefaultWords = "'expires'" };

    public static readonly Section<LevelEnterPlan> Section = new("entry", static values => new LevelEnterPlan
    {
        Level = values.Get(LevelField),
        When = values.Get(WhenField),
        For = values.Get(ForField),
        At = values.Get(AtField),
        Zone = values.Get(ZoneField),
        Lasts = values.Get(LastsField),
    })
    {
        { LevelField, plan => plan.Level },
        { WhenField, plan => plan.When },
        { ForField, plan => plan.For },
        { AtField, plan => plan.At },
        { ZoneField, plan => plan.Zone },
        { LastsField, plan => plan.Lasts },
    };

    public required int Level { get; init; }

    /// <summary>Null: it is a schedule.</summary>
    public required LevelCondition? When { get; init; }

    public required TimeSpan For { get; init; }

    /// <summary>Null: it is a condition.</summary>
    public required CronTimes? At { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Null: as long as the plan may hold.</summary>
    public required TimeSpan? Lasts { get; init; }

    /// <summary>As a person would say it.</summary>
    public string Words => When is { } condition ? $"{condition.Text} for {ForField.Shape.WriteAny(For)}" : $"{At!.Text} {Zone.Id}";
}
