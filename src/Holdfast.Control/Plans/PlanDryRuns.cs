using Holdfast.Control.Store;
using Holdfast.Core;
using Holdfast.Core.DryRuns;
using Holdfast.Core.Plan;

namespace Holdfast.Control.Plans;

/// <summary>Tries plans on the last calls, one at a time: a dry run takes a processor for as long as it lasts.</summary>
public sealed class PlanDryRuns(HoldfastRuntime runtime)
{
    private bool _isRunning;

    /// <param name="told">Now and then how much of it is done, as a share.</param>
    /// <exception cref="StoreException">Another is under way, or there is no live plan to compare with yet.</exception>
    public async Task<DryRunReport> RunAsync(HoldfastPlan draft, CancellationToken cancellation, Action<double>? told = null)
    {
        if (runtime.Plan is not { } live) throw new StoreException(StoreErrors.NoRevision, "No revision is live yet.");
        if (Interlocked.Exchange(ref _isRunning, true)) throw new StoreException(StoreErrors.DryRunUnderWay, "Somebody else's has not ended yet.");
        try
        {
            return await Task.Run(() => DryRun.Run(runtime.Recent, live.Plan, draft, runtime.Slices, runtime.Time, told, runtime.Observed), cancellation);
        }
        finally
        {
            Volatile.Write(ref _isRunning, false);
        }
    }
}
