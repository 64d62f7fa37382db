using Holdfast.Core.Plan;

namespace Holdfast.Control.Plans;

/// <summary>Who carries plans out.</summary>
public interface IPlanTarget
{
    /// <summary>Carries out a plan wholly, or not at all.</summary>
    /// <param name="number">The revision's.</param>
    /// <param name="record">Puts it on record: called when nothing else can stand in the way any more. What it throws is thrown, and the plan before serves on.</param>
    /// <returns>Why not, in one line; null when it is live.</returns>
    Task<string?> ApplyAsync(HoldfastPlan plan, string digest, int number, Func<CancellationToken, Task> record, CancellationToken cancellation);
}
