using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Limits.Yielding;

/// <summary>From when an interface is busy.</summary>
/// <param name="Rate">More than this; null: calls on their way are counted.</param>
/// <param name="InFlight">More than this; 0 where a rate is given.</param>
public readonly record struct YieldBound(Rate? Rate, int InFlight)
{
    /// <summary>What is measured is held against this.</summary>
    public double Value => Rate?.PerSecond ?? InFlight;
}
