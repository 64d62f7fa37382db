using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Balancing;

/// <summary>The part of a plan that balancing owns.</summary>
public sealed class BalancingPlanSlice : IPlanSlice
{
    public IReadOnlyList<Field> ServiceFields { get; } = [BalancePlan.Field, HealthPlan.Field];

    public IReadOnlyList<Field> InterfaceFields => [];

    public void Check(HoldfastPlan plan, PlanFindings findings) => BalancingRules.Check(plan, findings);
}
