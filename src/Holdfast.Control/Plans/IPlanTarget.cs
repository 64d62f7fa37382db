using Holdfast.Core.Plan;
using Holdfast.Core.Staging;

namespace Holdfast.Control.Plans;

/// <summary>Who carries plans out.</summary>
public interface IPlanTarget
{
    /// <summary>Carries out a plan wholly, or not at all.</summary>
    /// <param name="number">The revision's.</param>
    /// <param name="record">Puts it on record: called when nothing else can stand in the way any more. What it throws is thrown, and the plan before serves on.</param>
    /// <returns>Why not, in one line; null when it is live.</returns>
    Task<string?> ApplyAsync(HoldfastPlan plan, string digest, int number, Func<CancellationToken, Task> record, CancellationToken cancellation);

    /// <summary>Has a share of the requests try a plan that differs from the live one in its interfaces alone.</summary>
    /// <param name="share">Of the requests.</param>
    /// <param name="alpha">In how many of all stages a plan that is no worse may be called worse.</param>
    /// <param name="record">As above.</param>
    Task<StagedPlan> StageAsync(
        HoldfastPlan plan, string digest, int number, StageScope scope, double share, double alpha, Func<CancellationToken, Task> record, CancellationToken cancellation);

    /// <summary>All requests are the live plan's again, unless another plan is staged by now.</summary>
    void EndStage(StagedPlan staged);
}
