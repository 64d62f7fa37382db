using Holdfast.Control.Access;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Control.Tests.Admin;
using Holdfast.Control.Tests.Store;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Signals;
using Holdfast.Testing;

namespace Holdfast.Control.Tests.Plans;

/// <summary>Plans that are tried before they go live, over a runtime and a store, in fake time.</summary>
public sealed class StageDeskTests : IAsyncLifetime
{
    private static readonly StageWish Wish = new(0.5, TimeSpan.FromMinutes(2));

    private readonly DeskScene _scene = new();
    private RuntimeTarget _target = null!;
    private PlanDesk _desk = null!;
    private AuditDesk _audit = null!;
    private StageDesk _stages = null!;

    public async ValueTask InitializeAsync()
    {
        _target = new RuntimeTarget(_scene.Time);
        var live = await PlanStart.OfFileAsync(DeskScene.Edition("1s"), _scene.Store, _scene.Last, _scene.Variable, Cancel);
        await _target.ApplyAsync(live.Plan, live.Digest, 1, static _ => Task.CompletedTask, Cancel);
        _desk = new PlanDesk(live, _scene.Store, _target, _scene.Report, _scene.Last, _scene.Signals, _scene.Time, _scene.Variable);
        await _desk.CatchUpAsync(Cancel);
        _audit = new AuditDesk(_scene.Store.Audit, _scene.Signals, _scene.Time);
        _stages = new StageDesk(_desk, _target, _audit, _scene.Signals, _scene.Time);
    }

    public async ValueTask DisposeAsync()
    {
        await _stages.DisposeAsync();
        _desk.Dispose();
        _audit.Dispose();
        await _target.DisposeAsync();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task Plan_Staged_IsOnRecordAndNotLiveAndAShareOfTheRequestsHasIt()
    {
        var outcome = await StageAsync("2s");

        outcome.Text.ShouldContain("50");
        outcome.Changes.ShouldHaveSingleItem().ShouldContain("2s");
        (await _scene.LiveNumberAsync()).ShouldBe(1);
        (await _scene.HistoryAsync()).Select(static entry => (entry.Number, entry.IsLive)).ShouldBe([(2, false), (1, true)]);
        Enumerable.Range(0, 1_000).Count(_ => _target.Runtime.Draw()!.Revision.Number == 2).ShouldBeInRange(400, 600);
        _stages.Report.Running!.ShouldSatisfyAllConditions(
            static it => it.Number.ShouldBe(2), static it => it.Share.ShouldBe(0.5), it => (it.Until - it.Since).ShouldBe(Wish.Bake));
        (await AuditAsync())[0].ShouldBe(("plan.stage", "revision 2"));
        // The next start takes what is live.
        _scene.Last.Read(out _)!.Number.ShouldBe(1);
    }

    [Fact]
    public async Task Plan_ThatIsNoWorse_GoesLiveWhenItsTimeIsOver()
    {
        await StageAsync("2s");
        for (var n = 0; n < 500; n++) await CallAsync(Outcome.Answered(200));

        await BakedAsync();

        (await _scene.LiveNumberAsync()).ShouldBe(2);
        _desk.Live.Number.ShouldBe(2);
        _target.Runtime.Staged.ShouldBeNull();
        _stages.Report.ShouldSatisfyAllConditions(static it => it.Running.ShouldBeNull(), static it => it.Last!.IsLive.ShouldBeTrue());
        (await AuditAsync()).Select(static one => one.Action).ShouldBe(["plan.promote", "plan.stage", "plan.publish"]);
        (await _scene.Store.Revisions.ActivationsAsync(null, 1, Cancel))[0].By.ShouldBe("ann");
    }

    [Fact]
    public async Task Plan_UnderWhichCallsFail_IsTakenBackByItselfAtOnce()
    {
        await StageAsync("2s");
        var calls = 0;

        for (; calls < 1_000 && _target.Runtime.Staged is { Judge.Verdict: null }; calls++)
            await CallAsync(_target.Runtime.Draw()!.Revision.Number == 2 ? Outcome.Answered(503) : Outcome.Answered(200), asDrawn: true);

        await EndedAsync();
        calls.ShouldBeLessThan(60);
        (await _scene.LiveNumberAsync()).ShouldBe(1);
        _target.Runtime.Staged.ShouldBeNull();
        var last = _stages.Report.Last!;
        (last.Number, last.IsLive).ShouldBe((2, false));
        last.Text.ShouldContain("was taken back by itself:");
        last.Text.ShouldContain("failed, and 0 of");
        _scene.Told.ShouldContain("stage-ended");
        await Eventually.HoldsAsync(async () => (await AuditAsync())[0] == ("plan.take-back", "revision 2"), "the audit");
    }

    /// <summary>A backend that breaks under both is nobody's fault.</summary>
    [Fact]
    public async Task Plan_WhereCallsFailBesideItAsWell_GoesLive()
    {
        await StageAsync("2s");
        for (var n = 0; n < 1_000; n++) await CallAsync(Outcome.Answered(503));

        await BakedAsync();

        (await _scene.LiveNumberAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Rollback_WhileAPlanIsTried_TakesItBack()
    {
        await StageAsync("2s");

        var outcome = await _stages.TakeBackAsync(new Order("ben", "odd"), Cancel);

        outcome!.Text.ShouldBe("revision 2 is taken back; revision 1 carries all requests");
        _target.Runtime.Staged.ShouldBeNull();
        _stages.Report.Last!.Text.ShouldContain("by ben: odd");
        (await AuditAsync())[0].ShouldBe(("plan.take-back", "revision 2"));
        (await _stages.TakeBackAsync(Drafts.Ann, Cancel)).ShouldBeNull();
        (await StageAsync("3s")).Number.ShouldBe(3);
    }

    [Fact]
    public async Task Publication_WhileAPlanIsTried_OvertakesIt()
    {
        await StageAsync("2s");

        (await _desk.PublishAsync(Drafts.Text("3s"), 1, Drafts.Ann, Cancel)).Number.ShouldBe(3);

        await EndedAsync();
        _stages.Report.Last!.Text.ShouldContain("revision 3 went live meanwhile");
        _scene.Time.Advance(Wish.Bake);
        (await _scene.LiveNumberAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Stage_WhileAnotherRuns_IsRefused()
    {
        await StageAsync("2s");

        (await Should.ThrowAsync<StoreException>(() => StageAsync("3s"))).Known.ShouldBe(StoreErrors.StageUnderWay);
    }

    [Fact]
    public async Task Stage_FromAnOutdatedParent_IsRefused()
    {
        await _desk.PublishAsync(Drafts.Text("2s"), 1, Drafts.Ann, Cancel);

        await Should.ThrowAsync<OutdatedParentException>(() => StageAsync("3s"));

        _target.Runtime.Staged.ShouldBeNull();
    }

    [Fact]
    public async Task Stage_OfWhatHoldsForAll_IsRefusedWithWhy()
    {
        var text = Holdfast.Control.Store.PlanText.Of("/plan.yaml", System.Text.Encoding.UTF8.GetBytes(Texts.Plan("1s", "balance: { policy: random }, ")));

        var refused = await Should.ThrowAsync<StoreException>(() => _stages.StageAsync(text, 1, Wish, Drafts.Ann, Cancel));

        refused.Known.ShouldBe(StoreErrors.NotStageable);
        refused.Message.ShouldContain("services.a");
        (await _scene.HistoryAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stage_WhileTheStoreIsAway_IsRefusedAndNothingIsTried()
    {
        _scene.TakeTheStoreAway();

        (await Should.ThrowAsync<StoreException>(() => StageAsync("2s"))).Known.ShouldBe(StoreErrors.Away);

        _target.Runtime.Staged.ShouldBeNull();
    }

    /// <summary>What cannot be put on record does not go live: all requests are the live plan's again.</summary>
    [Fact]
    public async Task Store_AwayWhenTheTimeIsOver_TakesThePlanBack()
    {
        await StageAsync("2s");
        _scene.TakeTheStoreAway();

        await BakedAsync();

        _target.Runtime.Staged.ShouldBeNull();
        _target.Runtime.Plan!.Revision.Number.ShouldBe(1);
        _stages.Report.Last!.Text.ShouldContain("HF6000");
        _scene.PutTheStoreBack();
        await _audit.LookAsync(Cancel);
        (await AuditAsync())[0].ShouldBe(("plan.take-back", "revision 2"), "the row has waited for the store");
    }

    private static CancellationToken Cancel => DeskScene.Cancel;

    private Task<PlanOutcome> StageAsync(string timeout) => _stages.StageAsync(Drafts.Text(timeout), 1, Wish, Drafts.Ann, Cancel);

    private async Task<IReadOnlyList<(string Action, string Subject)>> AuditAsync() =>
        [.. (await _scene.Store.Audit.PageAsync(null, 10, Cancel)).Select(static entry => (entry.Action, entry.Subject))];

    /// <param name="asDrawn">The outcome was chosen by what the call's plan is: it must be the one that was drawn.</param>
    private async Task CallAsync(Outcome outcome, bool asDrawn = false)
    {
        var runtime = _target.Runtime;
        var plan = asDrawn ? outcome.IsFailure ? runtime.Staged!.Model : runtime.Plan! : runtime.Draw()!;
        var call = new TestCall(_scene.Time, "/a", outcome) { Plan = plan };
        var ended = await CallPipeline.RunAsync(call);
        runtime.Staged?.Hear(call, ended);
    }

    private async Task BakedAsync()
    {
        await Eventually.HoldsAsync(
            () =>
            {
                _scene.Time.Advance(TimeSpan.FromSeconds(30));
                return _stages.Report.Running is null;
            },
            "the end of the trial");
    }

    private Task EndedAsync() => Eventually.HoldsAsync(() => _stages.Report is { Running: null, Last: not null }, "the end of the trial");
}
