namespace Holdfast.Core.Principles.Breakers;

/// <summary>What of a plan evidence is gathered by. Other bounds judge the same evidence; these need another.</summary>
public readonly record struct BreakerSpec(BreakerWindow Window, TimeSpan? Slow, TimeSpan TrialTimeout)
{
    public static BreakerSpec Of(BreakerPlan plan) => new(plan.Window, plan.Slow, plan.TrialTimeout);
}
