using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Breakers;

/// <summary><c>breaker.ramp</c>: how calls come back after the breaker was open.</summary>
public sealed record BreakerRampPlan
{
    public static readonly Field<TimeSpan> OverField = new(
        "over", Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), "From the first trial call until all calls pass.")
    {
        Default = TimeSpan.FromSeconds(20),
        Because = "A service that has just come back has cold caches and a queue of its own; all callers at once would take it down again.",
    };

    public static readonly Field<double> FromField = new(
        "from", Shapes.Ratio, "Share of the calls that passes at the beginning of the ramp; it grows evenly to all of them.")
    {
        Default = 0.05,
        Because = "One call in twenty is enough to tell a service that is well from one that is not, and few enough to be spared.",
    };

    public static readonly Section<BreakerRampPlan> Section = new(
        "ramp", (_, values) => new BreakerRampPlan { Over = values.Get(OverField), From = values.Get(FromField) }, shorthand: OverField)
    {
        { OverField, plan => plan.Over },
        { FromField, plan => plan.From },
    };

    public static readonly BreakerRampPlan Default = new() { Over = OverField.Default, From = FromField.Default };

    public required TimeSpan Over { get; init; }

    /// <summary>Above 0, up to 1.</summary>
    public required double From { get; init; }

    /// <summary>Share of the calls that passes so long after the ramp began.</summary>
    public double ShareAfter(TimeSpan elapsed) => Math.Clamp(From + ((1 - From) * (elapsed / Over)), From, 1);
}
