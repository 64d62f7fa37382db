using Holdfast.Core.Plan;

namespace Holdfast.Control.Plans;

/// <summary>Who takes what the plan's file has become.</summary>
public interface IPlanFollower
{
    /// <summary>The plan that is carried out; null: the one that was taken last.</summary>
    HoldfastPlan? LivePlan { get; }

    /// <summary>Carries out a good reading of the file, wholly or not at all.</summary>
    /// <returns>Why not, in one line; null when it is live.</returns>
    Task<string?> FollowAsync(PlanEdition edition, CancellationToken cancellation);
}
