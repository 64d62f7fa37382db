using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Failover;

/// <summary><c>retry-budget</c> of a service: what retries may add to its load.</summary>
public sealed record RetryBudgetPlan
{
    public static readonly Field<double> RatioField = new(
        "ratio", Shapes.Ratio, "Largest share of the calls of the last 10s that may be retries or hedges, over all interfaces.")
    {
        Default = 0.2,
        Because = "A service that fails every call sees at most 1.2 times its load. Retries without a budget multiply it, just when it can bear it least.",
    };

    public static readonly Field<int> AtLeastField = new(
        "at-least", Shapes.Count(0, 1_000_000, "retries a second"), "Retries a second that are always allowed, on the average of 10s.")
    {
        Default = 3,
        Because = "At a few calls a second a share of them is less than one retry.",
    };

    public static readonly Section<RetryBudgetPlan> Section = new("retry-budget", values => new RetryBudgetPlan
    {
        Ratio = values.Get(RatioField),
        AtLeast = values.Get(AtLeastField),
    })
    {
        { RatioField, plan => plan.Ratio },
        { AtLeastField, plan => plan.AtLeast },
    };

    public static readonly Field<RetryBudgetPlan> Field = new(
        "retry-budget", Section, "What retries and hedges may add to the load of the service.")
    {
        Default = new RetryBudgetPlan { Ratio = RatioField.Default, AtLeast = AtLeastField.Default },
    };

    /// <summary>Above 0, up to 1.</summary>
    public required double Ratio { get; init; }

    /// <summary>A second.</summary>
    public required int AtLeast { get; init; }
}
