using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Failover;

/// <summary>The part of a plan that failover owns: attempts, and who is there when attempts do not help.</summary>
public sealed class FailoverPlanSlice : IPlanSlice
{
    public IReadOnlyList<Field> ServiceFields => [];

    public IReadOnlyList<Field> InterfaceFields { get; } = [RetryPlan.Field];

    public void Check(HoldfastPlan plan, PlanFindings findings) => FailoverRules.Check(plan, findings);
}
