using Holdfast.Core.Plan;

namespace Holdfast.Control.Plans;

/// <summary>Who carries plans out.</summary>
public interface IPlanTarget
{
    /// <summary>Carries out a plan wholly, or not at all.</summary>
    /// <returns>Why not, in one line; null when it is live.</returns>
    Task<string?> ApplyAsync(HoldfastPlan plan, string digest, CancellationToken cancellation);
}
