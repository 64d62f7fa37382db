using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Dependencies;

/// <summary>The part of a plan that the control of dependencies owns.</summary>
public sealed class DependenciesPlanSlice : IPlanSlice
{
    public IReadOnlyList<Field> ServiceFields => [];

    public IReadOnlyList<Field> InterfaceFields { get; } = [TimeoutPlan.Timeout, TimeoutPlan.IdleTimeout];

    public void Check(HoldfastPlan plan, PlanFindings findings)
    {
        // Timeouts bind attempts, which another principle owns: AttemptRules looks at both.
    }
}
