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

    private TrialScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await TrialScene.BeginAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Plan_Watched_IsLiveAtOnceAndShownAsSuch()
    {
        await CallAsync(100);

        var outcome = await _scene.BakeAsync("2s", Bake);

        outcome.Text.ShouldBe("revision 2 is live, and watched for 120 s: it is taken back by itself when more calls fail, are refused or are slow than before");
        (await _scene.Desk.LiveNumberAsync()).ShouldBe(2);
        var running = _scene.Stages.Report.Running!;
        (running.Number, running.IsLive, running.Rest.Calls).ShouldBe((2, true, 100));
        running.ToString().ShouldStartWith("revision 2 is live and watched until ");
    }

    [Fact]
    public async Task Plan_UnderWhichCallsGoAsBefore_StaysLive()
    {
        await CallAsync(100);
        await _scene.BakeAsync("2s", Bake);

        for (var second = 0; second < 120; second++) await CallAsync(10);

        _scene.Plans.Live.Number.ShouldBe(2);
        _scene.Stages.Report.ShouldSatisfyAllConditions(static it => it.Running.ShouldBeNull(), static it => it.Last!.IsLive.ShouldBeTrue());
        _scene.Stages.Report.Last!.Text.ShouldStartWith("revision 2 stays live: of 1200 calls under it 0 failed");
    }

    [Fact]
    public async Task Plan_Watched_IsTakenBackByWhoeverSaysSo()
    {
        await _scene.BakeAsync("2s", Bake);

        var outcome = await _scene.Stages.TakeBackAsync(new Order("ann", "not today"), Cancel);

        (outcome!.Changed, _scene.Plans.Live.Number, await _scene.Desk.LiveNumberAsync()).ShouldBe((true, 1, 1));
        _scene.Stages.Report.ShouldSatisfyAllConditions(static it => it.Running.ShouldBeNull(), static it => it.Last!.IsLive.ShouldBeFalse(), static it => it.Last!.Text.ShouldContain("by ann: not today"));
        (await _scene.Stages.TakeBackAsync(new Order("ann", "again"), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Plan_ThatIsRolledBackWhileItIsWatched_HasNotPassed()
    {
        await _scene.BakeAsync("2s", Bake);

        await _scene.Plans.RollbackAsync(1, new Order("ann", "it was bad"), Cancel);

        _scene.Stages.Report.Last!.IsLive.ShouldBeFalse();
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("were refused")]
    [InlineData("were slow")]
    public async Task Plan_UnderWhichCallsGoWorse_IsTakenBackByItself(string how)
    {
        await CallAsync(200);
        await _scene.BakeAsync(how == "were refused" ? "2s, limit: 1/s" : "2s", Bake);

        for (var second = 0; second < 10 && _scene.Stages.Report.Running is not null; second++)
            await CallAsync(30, how == "failed" ? Outcome.Answered(503) : Outcome.Answered(200), how == "were slow" ? TimeSpan.FromMilliseconds(40) : null);

        await _scene.EndedAsync();
        _scene.Plans.Live.Number.ShouldBe(1);
        (await _scene.Desk.LiveNumberAsync()).ShouldBe(1);
        _scene.Target.Runtime.Plan!.Revision.Number.ShouldBe(1);
        _scene.Stages.Report.Last!.Text.ShouldContain(how);
        (await _scene.AuditAsync())[0].ShouldBe(("holdfast", "plan.take-back", "revision 1"));
        _scene.Desk.Last.Read(out _)!.Number.ShouldBe(1);
    }

    /// <summary>What an operator switches off meanwhile is refused by his word, and not by the plan's.</summary>
    [Fact]
    public async Task Calls_WhileAnOperatorHasAHandOnThem_AreNotHeldAgainstThePlan()
    {
        await CallAsync(200);
        await _scene.BakeAsync("2s", Bake);

        Execute("off", ("interface", "one"), ("for", "20s"));
        for (var second = 0; second < 30; second++) await CallAsync(30);
        Execute("off", ("interface", "one"), ("for", "20s"));
        await CallAsync(30);
        Execute("clear", ("interface", "one"));
        await CallAsync(30);
        Execute("off", ("interface", "one"), ("for", "20s"));
        for (var call = 0; call < 30; call++) await _scene.CallAsync(_scene.Target.Runtime.Plan!, Outcome.Answered(200));
        Execute("clear", ("interface", "one"));
        await CallAsync(0);

        _scene.Stages.Report.Running!.Staged.ShouldSatisfyAllConditions(static it => it.Refused.ShouldBe(0), static it => it.Calls.ShouldBeInRange(200, 350));
        for (var second = 0; second < 10 && _scene.Stages.Report.Running is not null; second++) await CallAsync(30, Outcome.Answered(503));
        await _scene.EndedAsync();
        _scene.Plans.Live.Number.ShouldBe(1, "it is watched all the same");
    }

    /// <summary>The bad plan goes first, the record follows.</summary>
    [Fact]
    public async Task Plan_ThatIsWorseWhileTheStoreIsAway_IsTakenBackAllTheSame()
    {
        await CallAsync(200);
        await _scene.BakeAsync("2s", Bake);
        _scene.Desk.TakeTheStoreAway();

        for (var second = 0; second < 10 && _scene.Stages.Report.Running is not null; second++) await CallAsync(30, Outcome.Answered(503));

        await _scene.EndedAsync();
        (_scene.Plans.Live.Digest, _scene.Plans.Live.IsRecorded).ShouldBe((DeskScene.DigestOf("1s"), false));
        _scene.Desk.PutTheStoreBack();
        (await _scene.Plans.CatchUpAsync(Cancel)).ShouldBeTrue();
        (await _scene.Desk.Store.Revisions.LiveAsync(Cancel))!.Entry.Digest.ShouldBe(DeskScene.DigestOf("1s"));
    }

    [Fact]
    public async Task Publication_WhileAPlanIsWatched_EndsThat()
    {
        await _scene.BakeAsync("2s", Bake);

        await _scene.Plans.PublishAsync(Drafts.Text("3s"), 2, Drafts.Ann, Cancel);

        _scene.Stages.Report.Running.ShouldBeNull();
        _scene.Stages.Report.Last!.Text.ShouldContain("revision 3 went live");
    }

    [Fact]
    public async Task Stage_WhileAPlanIsWatched_EndsThat()
    {
        await _scene.BakeAsync("2s", Bake);

        await _scene.Stages.StageAsync(Drafts.Text("3s"), 2, new StageWish(0.5, Bake), Drafts.Ann, Cancel);

        _scene.Stages.Report.Running!.Number.ShouldBe(3);
        _scene.Stages.Bakes!.State.ShouldBeNull();
    }

    [Fact]
    public async Task Plan_ThatIsLiveAlready_IsNotWatched()
    {
        (await _scene.BakeAsync("1s", Bake)).Changed.ShouldBeFalse();

        _scene.Stages.Report.Running.ShouldBeNull();
    }

    private static CancellationToken Cancel => DeskScene.Cancel;

    private void Execute(string command, params (string Name, string Value)[] arguments) => _scene.Target.Runtime.Commands.Execute(
        "degradation", command, new Dictionary<string, string> { ["by"] = "ann" }, arguments.ToDictionary(static one => one.Name, static one => one.Value)).Change.ShouldNotBeNull();

    /// <summary>So many calls in a second of their own.</summary>
    private async Task CallAsync(int calls, Outcome? outcome = null, TimeSpan? lasts = null)
    {
        for (var call = 0; call < calls; call++)
            await _scene.CallAsync(_scene.Target.Runtime.Plan!, outcome ?? Outcome.Answered(200), lasts ?? TimeSpan.Zero);
        _scene.Desk.Time.Advance(TimeSpan.FromSeconds(1));
    }
}
