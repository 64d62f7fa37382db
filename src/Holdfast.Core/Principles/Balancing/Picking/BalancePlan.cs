using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary><c>balance</c> of a service.</summary>
public sealed record BalancePlan
{
    public static readonly Field<BalancePolicy> PolicyField = new(
        "policy",
        Shapes.Choice(
            ("peak-ewma", BalancePolicy.PeakEwma), ("least-request", BalancePolicy.LeastRequest),
            ("round-robin", BalancePolicy.RoundRobin), ("random", BalancePolicy.Random),
            ("hash", BalancePolicy.Hash)),
        "How the next node is chosen among the healthy ones.")
    {
        Default = BalancePolicy.PeakEwma,
        Because = "A node that has become slow loses its calls within a second, before anything about it has failed; nodes that answer alike get their weights.",
    };

    public static readonly Field<TimeSpan?> SlowStartField = new(
        "slow-start", Shapes.NoneOr(Shapes.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(15))),
        "How long a node that is new or has recovered takes to come to its whole share, from a tenth of it on.")
    {
        Default = TimeSpan.FromSeconds(10),
        Because = "Compilers, caches and connection pools grow warm within seconds of traffic. Nodes that are there when a version is first known start at once.",
    };

    public static readonly Field<HashPlan?> HashField = new(
        "hash", Shapes.NoneOrObject(HashPlan.Section), "What requests are kept together by. Only for the policy hash, which takes the client when this is left out.");

    public static readonly Field<StickyPlan?> StickyField = new(
        "sticky", Shapes.NoneOrObject(StickyPlan.Section), "Keeps a caller with the node that answered it first, by a cookie, while that node may be used.")
    {
        Because = "None unless asked for: a caller that is kept is a caller that cannot be balanced, and its session is lost with the node all the same.",
    };

    public static readonly Section<BalancePlan> Section = new("balance", values => new BalancePlan
    {
        Policy = values.Get(PolicyField),
        SlowStart = values.Get(SlowStartField),
        Hash = values.Get(HashField),
        Sticky = values.Get(StickyField),
    })
    {
        { PolicyField, plan => plan.Policy },
        { SlowStartField, plan => plan.SlowStart },
        { HashField, plan => plan.Hash },
        { StickyField, plan => plan.Sticky },
    };

    public static readonly Field<BalancePlan> Field = new(
        "balance", Section, "How calls are spread over the nodes of the version that answers.")
    {
        Default = new BalancePlan { Policy = PolicyField.Default, SlowStart = SlowStartField.Default, Hash = null, Sticky = null },
    };

    public required BalancePolicy Policy { get; init; }

    /// <summary>Null: a node has its whole share at once.</summary>
    public required TimeSpan? SlowStart { get; init; }

    public required HashPlan? Hash { get; init; }

    /// <summary>Null: no caller is kept.</summary>
    public required StickyPlan? Sticky { get; init; }

    /// <summary>Whether requests with the same key, or of the same caller, are kept on one node: then nodes differ by what their keys ask for.</summary>
    public bool KeepsKeys => Policy == BalancePolicy.Hash || Sticky is not null;
}
