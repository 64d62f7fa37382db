using Holdfast.Cli.Data;
using Holdfast.Cli.Starting;
using Holdfast.Control.Plans;
using Holdfast.Control.Queue.Sqlite;
using Holdfast.Control.Store;
using Holdfast.Control.Store.Sqlite;

namespace Holdfast.Cli.Up;

/// <summary>What the data folder knows of plans, and the plan that a process starts with by it.</summary>
internal sealed class UpStore(DataFolder data, TimeProvider time) : IAsyncDisposable
{
    public const string FileName = "store/control.db";

    public const string QueueFolderName = "queue";

    public IControlStore Store { get; } = new SqliteControlStore(Path.Combine(data.Path, FileName), time);

    /// <summary>What was promised. Nothing of it is made before a plan asks for it.</summary>
    public SqliteDurableQueue Queue { get; } = new(Path.Combine(data.Path, QueueFolderName), time, tell: Console.Error.WriteLine);

    public LastKnownGoodFile Last { get; } = new(Path.Combine(data.Path, LastKnownGoodFile.Name));

    /// <param name="plan">What the command line names; null: nothing.</param>
    /// <exception cref="StartException">It names nothing, and the folder holds no plan.</exception>
    /// <exception cref="BadPlanException">The plan that the folder holds has errors.</exception>
    public async Task<(UpPlan Plan, LivePlan Live)> BeginAsync(UpPlan? plan, CancellationToken cancellation)
    {
        if (plan is { Edition: null }) return (plan, new LivePlan(plan.Plan, plan.Digest, Text: null, Number: 1, IsRecorded: false));
        if (plan is { Edition: { } edition })
        {
            var live = await PlanStart.OfFileAsync(edition, Store, Last, PlanEnvironment.Get, cancellation);
            return (plan with { Plan = live.Plan, Digest = live.Digest }, live);
        }

        try
        {
            var live = await PlanStart.OfStoreAsync(Store, Last, PlanEnvironment.Get, cancellation);
            return (new UpPlan(live.Plan, live.Digest, $"revision {live.Number} of {data.Path}", File: null, Edition: null), live);
        }
        catch (PlanRefusedException fault)
        {
            throw new BadPlanException(fault.Result);
        }
        catch (StoreException fault)
        {
            throw new StartException(fault.Known, $"'up' needs one of --plan FILE, --to URL and --demo, or a data folder with a plan: {fault.Message}", ExitCode.BadInput, fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Queue.DisposeAsync();
        await Store.DisposeAsync();
    }
}
