using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Failover;

/// <summary><c>retry.late</c> of an interface: when an attempt in flight counts as late.</summary>
public sealed record LatePlan
{
    public static readonly Field<int> TimesField = new(
        "times", Shapes.Count(1, 100, "times"), "Multiple of the time within which 95% of the interface's calls were answered lately.")
    {
        Default = 3,
        Because = "Where times to an answer spread as they usually do, about one call in 300 takes three times its p95 by chance.",
    };

    public static readonly Field<TimeSpan> AtLeastField = new(
        "at-least", Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)), "No attempt is late before this.")
    {
        Default = TimeSpan.FromMilliseconds(25),
        Because = "Shorter pauses are those of garbage collectors and schedulers, the node's and our own.",
    };

    public static readonly Section<LatePlan> Section = new("late", values => new LatePlan
    {
        Times = values.Get(TimesField),
        AtLeast = values.Get(AtLeastField),
    })
    {
        { TimesField, plan => plan.Times },
        { AtLeastField, plan => plan.AtLeast },
    };

    public static readonly LatePlan Default = new() { Times = TimesField.Default, AtLeast = AtLeastField.Default };

    public required int Times { get; init; }

    public required TimeSpan AtLeast { get; init; }
}
