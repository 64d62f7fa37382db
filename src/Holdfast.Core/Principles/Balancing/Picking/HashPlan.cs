using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary><c>balance.hash</c> of a service: what requests are kept together by, for the policy <c>hash</c>.</summary>
public sealed record HashPlan
{
    public static readonly Field<KeyPlan> OnField = new(
        "on", Shapes.Key, "Requests with the same value here go to the same node; those without one go anywhere.")
    {
        Default = KeyPlan.Client,
        Because = "Every request has a client. Where many of them share an address, name a header or cookie that tells users apart.",
    };

    public static readonly Field<int?> BoundField = new(
        "bound", Shapes.NoneOr(Shapes.Count(101, 1000, "percent")),
        "Most that a node may have of the calls in flight, in percent of its fair share; beyond it a key goes on to the next node.")
    {
        Default = 125,
        Because = "One key that everybody asks for would else drown its node. At 125 few keys ever move; none keeps every key where it belongs, whatever happens there.",
    };

    public static readonly Section<HashPlan> Section = new("hash", values => new HashPlan
    {
        On = values.Get(OnField),
        BoundPercent = values.Get(BoundField),
    })
    {
        { OnField, plan => plan.On },
        { BoundField, plan => plan.BoundPercent },
    };

    public static readonly HashPlan Default = new() { On = OnField.Default, BoundPercent = BoundField.Default };

    public required KeyPlan On { get; init; }

    /// <summary>Above 100; null: no bound.</summary>
    public required int? BoundPercent { get; init; }
}
