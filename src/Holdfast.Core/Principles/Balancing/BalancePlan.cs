using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Balancing;

/// <summary><c>balance</c> of a service.</summary>
public sealed record BalancePlan
{
    public static readonly Field<BalancePolicy> PolicyField = new(
        "policy", Shapes.Choice(("round-robin", BalancePolicy.RoundRobin)), "How the next node is chosen among the healthy ones.")
    {
        Default = BalancePolicy.RoundRobin,
    };

    public static readonly Section<BalancePlan> Section =
        new("balance", values => new BalancePlan { Policy = values.Get(PolicyField) })
        {
            { PolicyField, plan => plan.Policy },
        };

    public static readonly Field<BalancePlan> Field = new(
        "balance", Section, "How calls are spread over the nodes of the version that answers.")
    {
        Default = new BalancePlan { Policy = BalancePolicy.RoundRobin },
    };

    public required BalancePolicy Policy { get; init; }
}
