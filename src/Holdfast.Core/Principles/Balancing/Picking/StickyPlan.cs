using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary><c>balance.sticky</c> of a service: a caller stays with the node that answered it first.</summary>
public sealed record StickyPlan
{
    public static readonly Field<string> CookieField = new(
        "cookie", Shapes.CookieName, "Name of the cookie that keeps a caller with its node. It says nothing of the node's address.")
    {
        Default = "holdfast-node",
    };

    public static readonly Field<TimeSpan?> ForField = new(
        "for", Shapes.NoneOr(Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(30))),
        "How long a browser keeps the cookie after it was set; none: until it is closed.")
    {
        Default = TimeSpan.FromHours(1),
        Because = "As long as a session is worth keeping. Callers that stay for long come back in large numbers to a node that has recovered.",
    };

    public static readonly Section<StickyPlan> Section = new("stickiness", values => new StickyPlan
    {
        Cookie = values.Get(CookieField),
        For = values.Get(ForField),
    })
    {
        { CookieField, plan => plan.Cookie },
        { ForField, plan => plan.For },
    };

    public required string Cookie { get; init; }

    /// <summary>Null: as long as the browser is open.</summary>
    public required TimeSpan? For { get; init; }
}
