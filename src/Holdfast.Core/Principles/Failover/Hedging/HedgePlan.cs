using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Failover.Hedging;

/// <summary><c>retry.hedge</c> of an interface: when another attempt is made beside one that waits.</summary>
public sealed record HedgePlan
{
    public static readonly Field<HedgeAfter> AfterField = new(
        "after", new HedgeAfterShape(), "How long the first attempt waits: the time within which so many percent of the interface's calls were answered lately, a fixed time, or as long as 'late' says.")
    {
        Default = new HedgeAfter(95, TimeSpan.Zero),
        Because = "After the 95th percentile one call in twenty is made twice, and a call is slow only where two nodes are (Dean and Barroso, 'The Tail at Scale', 2013). It is never below 1ms, and unknown until 20 calls were answered.",
    };

    public static readonly Field<double?> AtMostField = new(
        "at-most", Shapes.NoneOr(Shapes.Ratio), "Largest share of the interface's calls of the last 10s that may be made twice; one in 10s always may. 'retry-budget' binds all interfaces of the service together. none: that alone.")
    {
        Default = 0.1,
        Because = "Twice what the 95th percentile needs. When everything is slow, second attempts would only add to it.",
    };

    public static readonly Field<HedgeRequests> RequestsField = new(
        "requests", Shapes.Choice(("safe", HedgeRequests.Safe), ("idempotent", HedgeRequests.Idempotent)),
        "safe: GET, HEAD, OPTIONS and TRACE. idempotent: PUT, DELETE and what carries an Idempotency-Key as well, where the service can tell two of them that come at once from two orders.")
    {
        Default = HedgeRequests.Safe,
        Because = "Two that arrive together are harder to tell for one than a repetition that comes later.",
    };

    public static readonly Section<HedgePlan> Section = new("hedge", values => new HedgePlan
    {
        After = values.Get(AfterField),
        AtMost = values.Get(AtMostField),
        Requests = values.Get(RequestsField),
    })
    {
        { AfterField, plan => plan.After },
        { AtMostField, plan => plan.AtMost },
        { RequestsField, plan => plan.Requests },
    };

    /// <summary>What holds where a plan says nothing.</summary>
    public static readonly HedgePlan WhenLate = new() { After = HedgeAfter.Late, AtMost = null, Requests = HedgeRequests.Safe };

    public required HedgeAfter After { get; init; }

    /// <summary>Above 0, up to 1. Null: the budget of the service alone binds it.</summary>
    public required double? AtMost { get; init; }

    public required HedgeRequests Requests { get; init; }
}
