using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary><c>health.eject</c> of a service: a node that fails the calls it gets is left out for a while.</summary>
public sealed record EjectPlan
{
    public static readonly Field<int> ConsecutiveFailuresField = new(
        "consecutive-failures", Shapes.Count(1, 1000, "attempts"), "Failed attempts in a row after which a node is ejected.")
    {
        Default = 5,
        Because = "Five in a row are no coincidence: at 10% of failures by chance they come once in 100,000 attempts.",
    };

    public static readonly Field<double> AtMostField = new(
        "at-most", Shapes.Ratio, "Largest share of a version's nodes that may be ejected at once. The last usable node never is, and when the others are lost to their probes the ejected ones come back.")
    {
        Default = 0.5,
        Because = "When more than half of the nodes fail, the fault is rarely theirs, and the rest could not carry the load.",
    };

    public static readonly Field<TimeSpan> ForField = new(
        "for", Shapes.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)), "How long an ejected node is left out.")
    {
        Default = TimeSpan.FromSeconds(10),
        Because = "Long enough for a process to restart, short enough that a wrong ejection costs little.",
    };

    public static readonly Section<EjectPlan> Section = new("eject", values => new EjectPlan
    {
        ConsecutiveFailures = values.Get(ConsecutiveFailuresField),
        AtMost = values.Get(AtMostField),
        For = values.Get(ForField),
    })
    {
        { ConsecutiveFailuresField, plan => plan.ConsecutiveFailures },
        { AtMostField, plan => plan.AtMost },
        { ForField, plan => plan.For },
    };

    public static readonly EjectPlan Default = new()
    {
        ConsecutiveFailures = ConsecutiveFailuresField.Default,
        AtMost = AtMostField.Default,
        For = ForField.Default,
    };

    public required int ConsecutiveFailures { get; init; }

    /// <summary>Above 0, up to 1.</summary>
    public required double AtMost { get; init; }

    public required TimeSpan For { get; init; }
}
