using Holdfast.Control.Access;
using Holdfast.Control.Plans;
using Holdfast.Control.Tests.Admin;
using Holdfast.Control.Tests.Store;
using Holdfast.Core.Pipeline;
using Holdfast.Testing;

namespace Holdfast.Control.Tests.Plans;

/// <summary>A plan at work over a runtime and a store in fake time, and the desks where the next one is tried or watched.</summary>
internal sealed class TrialScene : IAsyncDisposable
{
    private TrialScene() => Target = new RuntimeTarget(Desk.Time);

    public static CancellationToken Cancel => DeskScene.Cancel;

    public DeskScene Desk { get; } = new();

    public RuntimeTarget Target { get; }

    public PlanDesk Plans { get; private set; } = null!;

    public AuditDesk Audit { get; private set; } = null!;

    public StageDesk Stages { get; private set; } = null!;

    public static async Task<TrialScene> BeginAsync()
    {
        var scene = new TrialScene();
        var (desk, target) = (scene.Desk, scene.Target);
        var live = await PlanStart.OfFileAsync(DeskScene.Edition("1s"), desk.Store, desk.Last, desk.Variable, Cancel);
        await target.ApplyAsync(live.Plan, live.Digest, 1, static _ => Task.CompletedTask, Cancel);
        scene.Plans = new PlanDesk(live, desk.Store, target, desk.Report, desk.Last, desk.Signals, desk.Time, desk.Variable);
        await scene.Plans.CatchUpAsync(Cancel);
        scene.Audit = new AuditDesk(desk.Store.Audit, desk.Signals, desk.Time);
        scene.Stages = new StageDesk(scene.Plans, target, scene.Audit, desk.Signals, desk.Time) { Bakes = new BakeDesk(scene.Plans, target.Runtime, scene.Audit) };
        return scene;
    }

    public Task<PlanOutcome> StageAsync(string timeout, StageWish wish) => Stages.StageAsync(Drafts.Text(timeout), 1, wish, Drafts.Ann, Cancel);

    public Task<PlanOutcome> BakeAsync(string timeout, TimeSpan bake) => Stages.Bakes!.PublishAsync(Drafts.Text(timeout), 1, bake, Drafts.Ann, Cancel);

    public ValueTask<Outcome> CallAsync(Core.Pipeline.Model.PlanModel plan, Outcome outcome, TimeSpan lasts = default) => CallAsync(out _, plan, outcome, lasts);

    public ValueTask<Outcome> CallAsync(out Call call, Core.Pipeline.Model.PlanModel plan, Outcome outcome, TimeSpan lasts = default) =>
        CallPipeline.RunAsync(call = new TestCall(Desk.Time, "/a", outcome) { Plan = plan, Lasts = lasts });

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<(string By, string Action, string Subject)>> AuditAsync() =>
        [.. (await Desk.Store.Audit.PageAsync(null, 10, Cancel)).Select(static entry => (entry.By, entry.Action, entry.Subject))];

    public Task EndedAsync() => Eventually.HoldsAsync(() => Stages.Report is { Running: null, Last: not null }, "the end of the trial");

    public async ValueTask DisposeAsync()
    {
        await Stages.DisposeAsync();
        Plans.Dispose();
        Audit.Dispose();
        await Target.DisposeAsync();
        await Desk.DisposeAsync();
    }
}
