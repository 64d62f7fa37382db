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

    private TrialScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await TrialScene.BeginAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Plan_Staged_IsOnRecordAndNotLiveAndAShareOfTheRequestsHasIt()
    {
        var outcome = await _scene.StageAsync("2s", Wish);

        outcome.Text.ShouldContain("50");
        outcome.Changes.ShouldHaveSingleItem().ShouldContain("2s");
        (await _scene.Desk.LiveNumberAsync()).ShouldBe(1);
        (await _scene.Desk.HistoryAsync()).Select(static entry => (entry.Number, entry.IsLive)).ShouldBe([(2, false), (1, true)]);
        Enumerable.Range(0, 1_000).Count(_ => _scene.Target.Runtime.Draw()!.Revision.Number == 2).ShouldBeInRange(400, 600);
        _scene.Stages.Report.Running!.ShouldSatisfyAllConditions(
            static it => it.Number.ShouldBe(2), static it => it.Share.ShouldBe(0.5), it => (it.Until - it.Since).ShouldBe(Wish.Bake));
        (await _scene.AuditAsync())[0].ShouldBe(("ann", "plan.stage", "revision 2"));
        // The next start takes what is live.
        _scene.Desk.Last.Read(out _)!.Number.ShouldBe(1);
    }

    [Fact]
    public async Task Plan_ThatIsNoWorse_GoesLiveWhenItsTimeIsOver()
    {
        await _scene.StageAsync("2s", Wish);
        for (var n = 0; n < 500; n++) await CallAsync(Outcome.Answered(200));

        await BakedAsync();

        (await _scene.Desk.LiveNumberAsync()).ShouldBe(2);
        _scene.Plans.Live.Number.ShouldBe(2);
        _scene.Target.Runtime.Staged.ShouldBeNull();
        _scene.Stages.Report.ShouldSatisfyAllConditions(static it => it.Running.ShouldBeNull(), static it => it.Last!.IsLive.ShouldBeTrue());
        (await _scene.AuditAsync()).Select(static one => one.Action).ShouldBe(["plan.promote", "plan.stage", "plan.publish"]);
        (await _scene.Desk.Store.Revisions.ActivationsAsync(null, 1, Cancel))[0].By.ShouldBe("ann");
    }

    [Fact]
    public async Task Plan_UnderWhichCallsFail_IsTakenBackByItselfAtOnce()
    {
        await _scene.StageAsync("2s", Wish);
        var calls = 0;

        for (; calls < 1_000 && _scene.Target.Runtime.Staged is { Judge.Verdict: null }; calls++)
            await CallAsync(_scene.Target.Runtime.Draw()!.Revision.Number == 2 ? Outcome.Answered(503) : Outcome.Answered(200), asDrawn: true);

        await _scene.EndedAsync();
        calls.ShouldBeLessThan(60);
        (await _scene.Desk.LiveNumberAsync()).ShouldBe(1);
        _scene.Target.Runtime.Staged.ShouldBeNull();
        var last = _scene.Stages.Report.Last!;
        (last.Number, last.IsLive).ShouldBe((2, false));
        last.Text.ShouldContain("was taken back by itself:");
        last.Text.ShouldContain("failed, and 0 of");
        _scene.Desk.Told.ShouldContain("stage-ended");
        await Eventually.HoldsAsync(async () => (await _scene.AuditAsync())[0] == ("holdfast", "plan.take-back", "revision 2"), "the audit");
    }

    /// <summary>A backend that breaks under both is nobody's fault.</summary>
    [Fact]
    public async Task Plan_WhereCallsFailBesideItAsWell_GoesLive()
    {
        await _scene.StageAsync("2s", Wish);
        for (var n = 0; n < 1_000; n++) await CallAsync(Outcome.Answered(503));

        await BakedAsync();

        (await _scene.Desk.LiveNumberAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Rollback_WhileAPlanIsTried_TakesItBack()
    {
        await _scene.StageAsync("2s", Wish);

        var outcome = await _scene.Stages.TakeBackAsync(new Order("ben", "odd"), Cancel);

        outcome!.Text.ShouldBe("revision 2 is taken back; revision 1 carries all requests");
        _scene.Target.Runtime.Staged.ShouldBeNull();
        _scene.Stages.Report.Last!.Text.ShouldContain("by ben: odd");
        (await _scene.AuditAsync())[0].ShouldBe(("ben", "plan.take-back", "revision 2"));
        (await _scene.Stages.TakeBackAsync(Drafts.Ann, Cancel)).ShouldBeNull();
        (await _scene.StageAsync("3s", Wish)).Number.ShouldBe(3);
    }

    [Fact]
    public async Task Publication_WhileAPlanIsTried_OvertakesIt()
    {
        await _scene.StageAsync("2s", Wish);

        (await _scene.Plans.PublishAsync(Drafts.Text("3s"), 1, Drafts.Ann, Cancel)).Number.ShouldBe(3);

        await _scene.EndedAsync();
        _scene.Stages.Report.Last!.Text.ShouldContain("revision 3 went live meanwhile");
        _scene.Desk.Time.Advance(Wish.Bake);
        (await _scene.Desk.LiveNumberAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Stage_WhileAnotherRuns_IsRefused()
    {
        await _scene.StageAsync("2s", Wish);

        (await Should.ThrowAsync<StoreException>(() => _scene.StageAsync("3s", Wish))).Known.ShouldBe(StoreErrors.StageUnderWay);
    }

    [Fact]
    public async Task Stage_FromAnOutdatedParent_IsRefused()
    {
        await _scene.Plans.PublishAsync(Drafts.Text("2s"), 1, Drafts.Ann, Cancel);

        await Should.ThrowAsync<OutdatedParentException>(() => _scene.StageAsync("3s", Wish));

        _scene.Target.Runtime.Staged.ShouldBeNull();
    }

    [Fact]
    public async Task Stage_OfWhatHoldsForAll_IsRefusedWithWhy()
    {
        var text = Holdfast.Control.Store.PlanText.Of("/plan.yaml", System.Text.Encoding.UTF8.GetBytes(Texts.Plan("1s", "balance: { policy: random }, ")));

        var refused = await Should.ThrowAsync<StoreException>(() => _scene.Stages.StageAsync(text, 1, Wish, Drafts.Ann, Cancel));

        refused.Known.ShouldBe(StoreErrors.NotStageable);
        refused.Message.ShouldContain("services.a");
        (await _scene.Desk.HistoryAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stage_WhileTheStoreIsAway_IsRefusedAndNothingIsTried()
    {
        _scene.Desk.TakeTheStoreAway();

        (await Should.ThrowAsync<StoreException>(() => _scene.StageAsync("2s", Wish))).Known.ShouldBe(StoreErrors.Away);

        _scene.Target.Runtime.Staged.ShouldBeNull();
    }

    /// <summary>What cannot be put on record does not go live: all requests are the live plan's again.</summary>
    [Fact]
    public async Task Store_AwayWhenTheTimeIsOver_TakesThePlanBack()
    {
        await _scene.StageAsync("2s", Wish);
        _scene.Desk.TakeTheStoreAway();

        await BakedAsync();

        _scene.Target.Runtime.Staged.ShouldBeNull();
        _scene.Target.Runtime.Plan!.Revision.Number.ShouldBe(1);
        _scene.Stages.Report.Last!.Text.ShouldContain("HF6000");
        _scene.Desk.PutTheStoreBack();
        await _scene.Audit.LookAsync(Cancel);
        (await _scene.AuditAsync())[0].ShouldBe(("holdfast", "plan.take-back", "revision 2"), "the row has waited for the store");
    }

    private static CancellationToken Cancel => DeskScene.Cancel;

    /// <param name="asDrawn">The outcome was chosen by what the call's plan is: it must be the one that was drawn.</param>
    private async Task CallAsync(Outcome outcome, bool asDrawn = false)
    {
        var runtime = _scene.Target.Runtime;
        var plan = asDrawn ? outcome.IsFailure ? runtime.Staged!.Model : runtime.Plan! : runtime.Draw()!;
        var call = new TestCall(_scene.Desk.Time, "/a", outcome) { Plan = plan };
        var ended = await CallPipeline.RunAsync(call);
        runtime.Staged?.Hear(call, ended);
    }

    private async Task BakedAsync()
    {
        await Eventually.HoldsAsync(
            () =>
            {
                _scene.Desk.Time.Advance(TimeSpan.FromSeconds(30));
                return _scene.Stages.Report.Running is null;
            },
            "the end of the trial");
    }
}
