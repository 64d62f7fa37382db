using Holdfast.Control.Access;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Control.Tests.Admin;
using Holdfast.Control.Tests.Store;
using Holdfast.Core.Pipeline;
using Holdfast.Testing;

namespace Holdfast.Control.Tests.Plans;

/// <summary>Plans that are live for all requests and watched, over a runtime and a store, in fake time.</summary>
public sealed class BakeDeskTests : IAsyncLifetime
{
    private static readonly TimeSpan Bake = TimeSpan.FromMinutes(2);

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
        _stages = new StageDesk(_desk, _target, _audit, _scene.Signals, _scene.Time) { Bakes = new BakeDesk(_desk, _target.Runtime, _audit) };
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
    public async Task Plan_Watched_IsLiveAtOnceAndShownAsSuch()
    {
        await CallAsync(100);

        var outcome = await PublishAsync("2s");

        outcome.Text.ShouldBe("revision 2 is live, and watched for 120 s: it is taken back by itself when more calls fail, are refused or are slow than before");
        (await _scene.LiveNumberAsync()).ShouldBe(2);
        var running = _stages.Report.Running!;
        (running.Number, running.IsLive, running.Rest.Calls).ShouldBe((2, true, 100));
        running.ToString().ShouldStartWith("revision 2 is live and watched until ");
    }

    [Fact]
    public async Task Plan_UnderWhichCallsGoAsBefore_StaysLive()
    {
        await CallAsync(100);
        await PublishAsync("2s");

        for (var second = 0; second < 120; second++) await CallAsync(10);

        _desk.Live.Number.ShouldBe(2);
        _stages.Report.ShouldSatisfyAllConditions(static it => it.Running.ShouldBeNull(), static it => it.Last!.IsLive.ShouldBeTrue());
        _stages.Report.Last!.Text.ShouldStartWith("revision 2 stays live: of 1200 calls under it 0 failed");
    }

    [Fact]
    public async Task Plan_Watched_IsTakenBackByWhoeverSaysSo()
    {
        await PublishAsync("2s");

        var outcome = await _stages.TakeBackAsync(new Order("ann", "not today"), Cancel);

        (outcome!.Changed, _desk.Live.Number, await _scene.LiveNumberAsync()).ShouldBe((true, 1, 1));
        _stages.Report.ShouldSatisfyAllConditions(static it => it.Running.ShouldBeNull(), static it => it.Last!.IsLive.ShouldBeFalse(), static it => it.Last!.Text.ShouldContain("by ann: not today"));
        (await _stages.TakeBackAsync(new Order("ann", "again"), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Plan_ThatIsRolledBackWhileItIsWatched_HasNotPassed()
    {
        await PublishAsync("2s");

        await _desk.RollbackAsync(1, new Order("ann", "it was bad"), Cancel);

        _stages.Report.Last!.IsLive.ShouldBeFalse();
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("were refused")]
    [InlineData("were slow")]
    public async Task Plan_UnderWhichCallsGoWorse_IsTakenBackByItself(string how)
    {
        await CallAsync(200);
        await PublishAsync(how == "were refused" ? "2s, limit: 1/s" : "2s");

        for (var second = 0; second < 10 && _stages.Report.Running is not null; second++)
            await CallAsync(30, how == "failed" ? Outcome.Answered(503) : Outcome.Answered(200), how == "were slow" ? TimeSpan.FromMilliseconds(40) : null);

        await EndedAsync();
        _desk.Live.Number.ShouldBe(1);
        (await _scene.LiveNumberAsync()).ShouldBe(1);
        _target.Runtime.Plan!.Revision.Number.ShouldBe(1);
        _stages.Report.Last!.Text.ShouldContain(how);
        var entry = (await _scene.Store.Audit.PageAsync(null, 1, Cancel))[0];
        (entry.Action, entry.By).ShouldBe(("plan.take-back", "holdfast"));
        _scene.Last.Read(out _)!.Number.ShouldBe(1);
    }

    /// <summary>The bad plan goes first, the record follows.</summary>
    [Fact]
    public async Task Plan_ThatIsWorseWhileTheStoreIsAway_IsTakenBackAllTheSame()
    {
        await CallAsync(200);
        await PublishAsync("2s");
        _scene.TakeTheStoreAway();

        for (var second = 0; second < 10 && _stages.Report.Running is not null; second++) await CallAsync(30, Outcome.Answered(503));

        await EndedAsync();
        (_desk.Live.Digest, _desk.Live.IsRecorded).ShouldBe((DeskScene.DigestOf("1s"), false));
        _scene.PutTheStoreBack();
        (await _desk.CatchUpAsync(Cancel)).ShouldBeTrue();
        (await _scene.Store.Revisions.LiveAsync(Cancel))!.Entry.Digest.ShouldBe(DeskScene.DigestOf("1s"));
    }

    [Fact]
    public async Task Publication_WhileAPlanIsWatched_EndsThat()
    {
        await PublishAsync("2s");

        await _desk.PublishAsync(Drafts.Text("3s"), 2, Drafts.Ann, Cancel);

        _stages.Report.Running.ShouldBeNull();
        _stages.Report.Last!.Text.ShouldContain("revision 3 went live");
    }

    [Fact]
    public async Task Stage_WhileAPlanIsWatched_EndsThat()
    {
        await PublishAsync("2s");

        await _stages.StageAsync(Drafts.Text("3s"), 2, new StageWish(0.5, Bake), Drafts.Ann, Cancel);

        _stages.Report.Running!.Number.ShouldBe(3);
        _stages.Bakes!.State.ShouldBeNull();
    }

    [Fact]
    public async Task Plan_ThatIsLiveAlready_IsNotWatched()
    {
        (await PublishAsync("1s")).Changed.ShouldBeFalse();

        _stages.Report.Running.ShouldBeNull();
    }

    private static CancellationToken Cancel => DeskScene.Cancel;

    private Task<PlanOutcome> PublishAsync(string timeout) => _stages.Bakes!.PublishAsync(Drafts.Text(timeout), 1, Bake, Drafts.Ann, Cancel);

    /// <summary>So many calls in a second of their own.</summary>
    private async Task CallAsync(int calls, Outcome? outcome = null, TimeSpan? lasts = null)
    {
        for (var call = 0; call < calls; call++)
            await CallPipeline.RunAsync(new TestCall(_scene.Time, "/a", outcome ?? Outcome.Answered(200)) { Plan = _target.Runtime.Plan!, Lasts = lasts ?? TimeSpan.Zero });
        _scene.Time.Advance(TimeSpan.FromSeconds(1));
    }

    private Task EndedAsync() => Eventually.HoldsAsync(() => _stages.Report is { Running: null, Last: not null }, "the end of the watch");
}
