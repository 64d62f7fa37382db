using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary><c>balance</c> of a service.</summary>
public sealed record BalancePlan
{
    public static readonly Field<BalancePolicy> PolicyField = new(
        "policy",
        Shapes.Choice(
            ("peak-ewma", BalancePolicy.PeakEwma), ("least-request", BalancePolicy.LeastRequest),
            ("round-robin", BalancePolicy.RoundRobin), ("random", BalancePolicy.Random)),
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

    public static readonly Section<BalancePlan> Section = new("balance", values => new BalancePlan
    {
        Policy = values.Get(PolicyField),
        SlowStart = values.Get(SlowStartField),
    })
    {
        { PolicyField, plan => plan.Policy },
        { SlowStartField, plan => plan.SlowStart },
    };

    public static readonly Field<BalancePlan> Field = new(
        "balance", Section, "How calls are spread over the nodes of the version that answers.")
    {
        Default = new BalancePlan { Policy = PolicyField.Default, SlowStart = SlowStartField.Default },
    };

    public required BalancePolicy Policy { get; init; }

    /// <summary>Null: a node has its whole share at once.</summary>
    public required TimeSpan? SlowStart { get; init; }
}
