using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>One step of a level: what is given up.</summary>
public sealed record LevelStepPlan
{
    public static readonly Field<string> InterfaceField = new("interface", Shapes.Name("interface"), "The interface that gives something up.") { Default = "", DefaultWords = "none" };

    public static readonly Field<LevelAnswer?> AnswerField = new(
        "answer", Shapes.Convert<LevelAnswer, LevelAnswer?>(new LevelAnswerShape(), static value => value, static value => value!),
        "What its callers get instead: nothing (off), what its cache has, however old (stale), or a fixed answer, written as under 'otherwise'.") { DefaultWords = "that of the service" };

    public static readonly Field<double?> ShareField = new("share", Shapes.NoneOr(Shapes.Ratio), "Which part of its callers is let in, by their addresses: always the same ones.");

    public static readonly Field<Rate?> LimitField = new("limit", Shapes.NoneOr(Shapes.Rate), "How many of its calls may pass; its own limits go on.");

    public static readonly Field<string> ServiceField = new("service", Shapes.Name("service"), "The service that is spared.") { Default = "", DefaultWords = "none" };

    public static readonly Field<bool> BreakerField = new("breaker", Shapes.Choice(("none", false), ("open", true)), "'open': its live version gets no calls; what answers then is what 'otherwise' says.");

    public static readonly Field<LevelDrainPlan?> DrainField = new("drain", Shapes.NoneOrObject(LevelDrainPlan.Section), "Nodes of it that get no new calls: 'node' or 'zone'. The last that takes calls is spared.");

    public static readonly Section<LevelStepPlan> Section = new("step", Make)
    {
        { InterfaceField, step => step.Interface },
        { AnswerField, step => step.Answer },
        { ShareField, step => step.Share },
        { LimitField, step => step.Limit },
        { ServiceField, step => step.Service },
        { BreakerField, step => step.IsBreakerOpen },
        { DrainField, step => step.Drain },
    };

    /// <summary>Empty: it is a step of a service.</summary>
    public required string Interface { get; init; }

    public required LevelAnswer? Answer { get; init; }

    public required double? Share { get; init; }

    public required Rate? Limit { get; init; }

    /// <summary>Empty: it is a step of an interface.</summary>
    public required string Service { get; init; }

    public required bool IsBreakerOpen { get; init; }

    public required LevelDrainPlan? Drain { get; init; }

    private static LevelStepPlan Make(FieldValues values) => new()
    {
        Interface = values.Get(InterfaceField),
        Answer = values.Get(AnswerField),
        Share = values.Get(ShareField),
        Limit = values.Get(LimitField),
        Service = values.Get(ServiceField),
        IsBreakerOpen = values.Get(BreakerField),
        Drain = values.Get(DrainField),
    };
}
