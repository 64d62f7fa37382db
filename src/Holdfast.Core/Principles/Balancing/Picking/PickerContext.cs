using Holdfast.Core.Evidence;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>What every picker of a service works with.</summary>
public sealed record PickerContext(BalancePlan Plan, HealthPlan Health, TimeProvider Time, IRandomSource Random)
{
    public Ramp Ramp { get; } = Ramp.Of(Plan.SlowStart, Time);
}
