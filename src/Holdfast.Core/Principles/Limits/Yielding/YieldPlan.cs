using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Limits.Yielding;

/// <summary><c>yields-to</c> of a limit: to whom it gives way, and when that one is busy.</summary>
public sealed record YieldPlan
{
    public static readonly Field<string> InterfaceField = new("interface", Shapes.Name("interface"), "The interface that goes first.")
    {
        Required = true,
        Default = "",
    };

    public static readonly Field<YieldBound> AboveField = new("above", new YieldBoundShape(), "From when it is busy: more calls than this came in the last second, or are on their way.")
    {
        Required = true,
        Because = "It is no longer busy when it was not for a whole second.",
    };

    public static readonly Section<YieldPlan> Section = new(
        "yields-to", static values => new YieldPlan { Interface = values.Get(InterfaceField), Above = values.Get(AboveField) }, example: "interface: orders, above: 100/s")
    {
        { InterfaceField, plan => plan.Interface },
        { AboveField, plan => plan.Above },
    };

    public required string Interface { get; init; }

    public required YieldBound Above { get; init; }
}
