using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Balancing;
using Holdfast.Core.Principles.Dependencies;
using Holdfast.Core.Principles.Failover;

namespace Holdfast.Core.Principles;

/// <summary>What the principles add to a plan, in the order in which their keys are shown.</summary>
public static class PlanSlices
{
    public static IReadOnlyList<IPlanSlice> All { get; } =
        [new DependenciesPlanSlice(), new FailoverPlanSlice(), new BalancingPlanSlice()];
}
