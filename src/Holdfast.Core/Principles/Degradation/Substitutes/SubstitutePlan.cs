using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary>One entry of <c>otherwise</c> of an interface: what answers when the service does not, and for which failures.</summary>
public sealed record SubstitutePlan
{
    public static readonly Field<IReadOnlyList<SubstituteCauses>> OnField = new(
        "on", Shapes.OneOrList(
            Shapes.Choice(
                ("breaker", SubstituteCauses.Breaker), ("no-node", SubstituteCauses.NoNode), ("limit", SubstituteCauses.Limit),
                ("connect", SubstituteCauses.Connect), ("reset", SubstituteCauses.Reset), ("timeout", SubstituteCauses.Timeout),
                ("status", SubstituteCauses.Status), ("broken", SubstituteCauses.Broken)), "cause"),
        "For which failures: calls broken off, no node left, a limit or overload, no connection, a connection lost before the answer, time run out, a failing status, an answer that is not valid.")
    {
        Default = Listed(SubstituteCauses.Usual),
        Because = "All that says the service cannot answer. 'limit' is left out: who is over a limit should hear of it.",
    };

    public static readonly Field<StatusRanges> StatusesField = new(
        "statuses", Shapes.Statuses, "With 'status': which of the service's answers fail.")
    {
        Default = StatusRanges.TryParse("500-599")!,
        Because = "Below 500 it is the request that was wrong, and an answer is an answer.",
    };

    public static readonly Field<StaticAnswerPlan?> AnswerField = new(
        "answer", Shapes.NoneOrObject(StaticAnswerPlan.Section), "A fixed answer.");

    public static readonly Field<string?> ServiceField = new(
        "service", Shapes.NoneOrObject(Shapes.Name("service")), "Another service, asked within what is left of the deadline.");

    public static readonly Field<string?> VersionField = new(
        "version", Shapes.NoneOrObject(Shapes.Name("version")), "Another version than the live one: of 'service', or of the interface's own service.");

    public static readonly Field<bool> SkipField = new(
        "skip", Shapes.Flag, "An empty answer, 204: for what callers can do without.");

    public static readonly Field<StalePlan?> StaleField = new(
        "stale", Shapes.NoneOrObject(StalePlan.Section), "The last good answer to the same request, as 'cache' of the interface has kept it.");

    public static readonly Section<SubstitutePlan> Section = new("substitute", Make)
    {
        { OnField, plan => Listed(plan.On) },
        { StatusesField, plan => plan.Statuses },
        { AnswerField, plan => plan.Answer },
        { ServiceField, plan => plan.Service },
        { VersionField, plan => plan.Version },
        { SkipField, plan => plan.Skip },
        { StaleField, plan => plan.Stale },
    };

    public static readonly Field<IReadOnlyList<SubstitutePlan>> Field = new(
        "otherwise", Shapes.OneOrList(Section, "substitute"),
        "What answers when the service does not. The first that fits the failure and has an answer gives it.")
    {
        Default = [],
        DefaultWords = "nothing",
        Because = "Nothing unless asked for: only who knows the callers can say what helps them more than an error.",
    };

    public required SubstituteCauses On { get; init; }

    public required StatusRanges Statuses { get; init; }

    public required StaticAnswerPlan? Answer { get; init; }

    /// <summary>Null: the interface's own, where <see cref="Version"/> is given.</summary>
    public required string? Service { get; init; }

    /// <summary>Null: the live one.</summary>
    public required string? Version { get; init; }

    public required bool Skip { get; init; }

    /// <summary>Null: none.</summary>
    public required StalePlan? Stale { get; init; }

    /// <summary>All defaults: for what fails as usual.</summary>
    internal static readonly SubstitutePlan Usual = Make(FieldValues.Empty);

    public bool IsElsewhere => Service is not null || Version is not null;

    private static SubstitutePlan Make(FieldValues values) => new()
    {
        On = values.Get(OnField).Aggregate(SubstituteCauses.None, static (sum, cause) => sum | cause),
        Statuses = values.Get(StatusesField),
        Answer = values.Get(AnswerField),
        Service = values.Get(ServiceField),
        Version = values.Get(VersionField),
        Skip = values.Get(SkipField),
        Stale = values.Get(StaleField),
    };

    private static IReadOnlyList<SubstituteCauses> Listed(SubstituteCauses causes) =>
        [.. new[]
        {
            SubstituteCauses.Limit, SubstituteCauses.Breaker, SubstituteCauses.NoNode, SubstituteCauses.Connect, SubstituteCauses.Reset,
            SubstituteCauses.Timeout, SubstituteCauses.Status, SubstituteCauses.Broken,
        }.Where(cause => causes.HasFlag(cause))];
}
