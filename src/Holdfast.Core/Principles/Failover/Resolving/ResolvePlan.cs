using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Failover.Resolving;

/// <summary><c>resolve</c> of a service: how nodes that are given by a name are found.</summary>
public sealed record ResolvePlan
{
    public static readonly Field<TimeSpan> EveryField = new(
        "every", Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)), "Time from one look-up of a name to the next.")
    {
        Default = TimeSpan.FromSeconds(30),
        Because = "How long names may be remembered is not told by every system; most that move promise a minute.",
    };

    public static readonly Section<ResolvePlan> Section = new("resolve", values => new ResolvePlan { Every = values.Get(EveryField) })
    {
        { EveryField, plan => plan.Every },
    };

    public static readonly Field<ResolvePlan?> Field = new(
        "resolve", Shapes.NoneOrObject(Section),
        "How nodes that are given by a name are found: each address of the name is a node of its own. none: the name is one node, and every connection looks it up.")
    {
        Default = new ResolvePlan { Every = EveryField.Default },
        Because = "Addresses that are known one by one are balanced, probed, ejected and tried elsewhere one by one.",
    };

    /// <summary>More or less by a tenth, by chance: names that were first looked up together do not stay together.</summary>
    public required TimeSpan Every { get; init; }
}
