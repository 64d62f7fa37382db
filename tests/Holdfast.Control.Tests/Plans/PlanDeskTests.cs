using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Control.Tests.Store;

namespace Holdfast.Control.Tests.Plans;

/// <summary>What changes hands at the desk: carried out, on record and kept, or nothing of it.</summary>
public sealed class PlanDeskTests : IAsyncDisposable
{
    private readonly DeskScene _scene = new();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task File_StartedWithForTheFirstTime_IsRevisionOneOfTheFile()
    {
        var desk = await _scene.BeginAsync();

        desk.Live.IsRecorded.ShouldBeTrue();
        var only = (await _scene.HistoryAsync()).ShouldHaveSingleItem();
        (only.Number, only.Source, only.Author, only.IsLive).ShouldBe((1, RevisionSource.File, "file", true));
        _scene.Last.Read(out _)!.Digest.ShouldBe(only.Digest);
    }

    [Fact]
    public async Task File_Changed_IsCarriedOutUnderItsNumberRecordedAndKept()
    {
        var desk = await _scene.BeginAsync();

        (await desk.FollowAsync(DeskScene.Edition("2s"), Cancel)).ShouldBeNull();

        _scene.Target.Numbers.ShouldBe([2]);
        (await _scene.LiveNumberAsync()).ShouldBe(2);
        var kept = _scene.Last.Read(out _)!;
        (kept.Number, kept.Digest, kept.OfFile).ShouldBe((2, DeskScene.DigestOf("2s"), DeskScene.DigestOf("2s")));
    }

    [Fact]
    public async Task File_ChangedWhileTheStoreIsAway_IsCarriedOutAndRecordedWhenItIsBack()
    {
        var desk = await _scene.BeginAsync();
        _scene.TakeTheStoreAway();

        (await desk.FollowAsync(DeskScene.Edition("2s"), Cancel)).ShouldBeNull();

        desk.Live.IsRecorded.ShouldBeFalse();
        _scene.Told.ShouldContain("plan-unrecorded");
        _scene.Last.Read(out _)!.Digest.ShouldBe(DeskScene.DigestOf("2s"));
        (await desk.CatchUpAsync(Cancel)).ShouldBeFalse();
        _scene.PutTheStoreBack();
        (await desk.CatchUpAsync(Cancel)).ShouldBeTrue();
        (await _scene.LiveNumberAsync()).ShouldBe(2);
        (await _scene.HistoryAsync())[0].Source.ShouldBe(RevisionSource.File);
    }

    [Fact]
    public async Task File_ThatCannotBeCarriedOut_IsNeitherRecordedNorKept()
    {
        var desk = await _scene.BeginAsync();
        _scene.Target.Reason = "the port is taken";

        (await desk.FollowAsync(DeskScene.Edition("2s"), Cancel)).ShouldBe("the port is taken");

        desk.Live.Digest.ShouldBe(DeskScene.DigestOf("1s"));
        (await _scene.HistoryAsync()).Count.ShouldBe(1);
        _scene.Last.Read(out _)!.Number.ShouldBe(1);
    }

    [Fact]
    public async Task Publication_Good_IsLiveRecordedKeptAndTold()
    {
        var desk = await _scene.BeginAsync();

        var outcome = await desk.PublishAsync(Drafts.Text("2s"), 1, Drafts.Ann, Cancel);

        (outcome.Changed, outcome.Number).ShouldBe((true, 2));
        outcome.Changes.ShouldHaveSingleItem().ShouldContain("2s");
        desk.Live.Digest.ShouldBe(DeskScene.DigestOf("2s"));
        (await _scene.HistoryAsync())[0].ShouldSatisfyAllConditions(
            static entry => entry.Author.ShouldBe("ann"), static entry => entry.Source.ShouldBe(RevisionSource.Published), static entry => entry.Parent.ShouldBe(1));
        // What the file said is remembered beside it: it has not been changed by this.
        var kept = _scene.Last.Read(out _)!;
        (kept.Digest, kept.OfFile).ShouldBe((DeskScene.DigestOf("2s"), DeskScene.DigestOf("1s")));
        _scene.Report.Told.ShouldBe(["live"]);
    }

    [Fact]
    public async Task Publication_FromAnOutdatedParent_IsRefusedAndNothingChanges()
    {
        var desk = await _scene.BeginAsync();
        await desk.PublishAsync(Drafts.Text("2s"), 1, Drafts.Ann, Cancel);

        var refused = await Should.ThrowAsync<OutdatedParentException>(() => desk.PublishAsync(Drafts.Text("3s"), 1, Drafts.Ann, Cancel));

        (refused.Expected, refused.Live).ShouldBe((1, 2));
        _scene.Target.Numbers.ShouldBe([2]);
        (await _scene.LiveNumberAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Publications_AtOnceFromOneParent_OneIsLiveAndTheOthersAreRefused()
    {
        var desk = await _scene.BeginAsync();

        var all = await Task.WhenAll(Enumerable.Range(2, 8).Select(async n =>
        {
            try
            {
                return (int?)(await desk.PublishAsync(Drafts.Text($"{n}s"), 1, Drafts.Ann, Cancel)).Number;
            }
            catch (OutdatedParentException)
            {
                return null;
            }
        }));

        all.OfType<int>().ShouldBe([2]);
        _scene.Target.Numbers.ShouldBe([2]);
    }

    [Fact]
    public async Task Publication_OfWhatIsLive_SaysSoAndAddsNothing()
    {
        var desk = await _scene.BeginAsync();

        var outcome = await desk.PublishAsync(Drafts.Text("1s"), 1, Drafts.Ann, Cancel);

        outcome.ShouldSatisfyAllConditions(static it => it.Changed.ShouldBeFalse(), static it => it.Text.ShouldBe("revision 1 is already live"));
        (await _scene.HistoryAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Publication_WithErrors_IsRefusedWithThem()
    {
        var desk = await _scene.BeginAsync();

        var refused = await Should.ThrowAsync<PlanRefusedException>(() => desk.PublishAsync(Drafts.Text("soon"), 1, Drafts.Ann, Cancel));

        refused.Result.Errors.ShouldHaveSingleItem();
        _scene.Target.Tries.ShouldBe(0);
    }

    [Fact]
    public async Task Publication_WhileTheStoreIsAway_IsNotCarriedOut()
    {
        var desk = await _scene.BeginAsync();
        _scene.TakeTheStoreAway();

        (await Should.ThrowAsync<StoreException>(() => desk.PublishAsync(Drafts.Text("2s"), 1, Drafts.Ann, Cancel))).Known.ShouldBe(StoreErrors.Away);

        _scene.Target.Applied.ShouldBeEmpty();
        desk.Live.Digest.ShouldBe(DeskScene.DigestOf("1s"));
        _scene.Last.Read(out _)!.Number.ShouldBe(1);
    }

    [Fact]
    public async Task Publication_ThatCannotBeCarriedOut_IsNotOnRecord()
    {
        var desk = await _scene.BeginAsync();
        _scene.Target.Reason = "the port is taken";

        (await Should.ThrowAsync<StoreException>(() => desk.PublishAsync(Drafts.Text("2s"), 1, Drafts.Ann, Cancel))).Known.ShouldBe(StoreErrors.NotCarriedOut);

        (await _scene.HistoryAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Rollback_ByDefault_GoesBackToTheParentAndIsActivatedNotAdded()
    {
        var desk = await _scene.BeginAsync();
        await desk.PublishAsync(Drafts.Text("2s"), 1, Drafts.Ann, Cancel);

        var outcome = await desk.RollbackAsync(null, Drafts.Ann, Cancel);

        (outcome.Changed, outcome.Number).ShouldBe((true, 1));
        desk.Live.Digest.ShouldBe(DeskScene.DigestOf("1s"));
        (await _scene.HistoryAsync()).Count.ShouldBe(2);
        (await _scene.Store.Revisions.ActivationsAsync(null, 10, Cancel)).Select(static it => (it.Revision, it.Before)).ShouldBe([(1, 2), (2, 1), (1, null)]);
        (await _scene.Store.Audit.PageAsync(null, 1, Cancel))[0].ShouldSatisfyAllConditions(
            static entry => entry.Action.ShouldBe("plan.rollback"), static entry => entry.Subject.ShouldBe("revision 1"));
    }

    [Fact]
    public async Task Rollback_ToWhatIsLive_SaysItIsAlreadyLive()
    {
        var desk = await _scene.BeginAsync();
        await desk.PublishAsync(Drafts.Text("2s"), 1, Drafts.Ann, Cancel);

        var outcome = await desk.RollbackAsync(2, Drafts.Ann, Cancel);

        outcome.ShouldSatisfyAllConditions(static it => it.Changed.ShouldBeFalse(), static it => it.Text.ShouldBe("revision 2 is already live"));
        (await _scene.Store.Revisions.ActivationsAsync(null, 10, Cancel)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(null, "is the first")]
    [InlineData(9, "no revision 9")]
    public async Task Rollback_ToWhatIsNotThere_IsRefused(int? to, string why)
    {
        var desk = await _scene.BeginAsync();

        var refused = await Should.ThrowAsync<StoreException>(() => desk.RollbackAsync(to, Drafts.Ann, Cancel));

        refused.Known.ShouldBe(StoreErrors.NoRevision);
        refused.Message.ShouldContain(why);
    }

    /// <summary>A variable that it names is not set any more: what cannot be read whole is not carried out in part.</summary>
    [Fact]
    public async Task Rollback_ToWhatCanNoLongerBeRead_IsRefusedWithItsErrors()
    {
        var desk = await _scene.BeginAsync();
        _scene.Variables["TIMEOUT"] = "3s";
        await desk.PublishAsync(Drafts.Text("\"${TIMEOUT}\""), 1, Drafts.Ann, Cancel);
        await desk.PublishAsync(Drafts.Text("2s"), 2, Drafts.Ann, Cancel);
        _scene.Variables.Clear();

        await Should.ThrowAsync<PlanRefusedException>(() => desk.RollbackAsync(2, Drafts.Ann, Cancel));

        desk.Live.Digest.ShouldBe(DeskScene.DigestOf("2s"));
        desk.Compare(Drafts.Text("1s"), Drafts.Text("\"${TIMEOUT}\"")).ShouldHaveSingleItem().ShouldContain("cannot be read any more");
    }

    /// <summary>Revision 2 was acknowledged and this node could not keep it: the store's word is heard as soon as it can be had.</summary>
    [Fact]
    public async Task Guess_OlderThanWhatTheStoreHas_GivesWayToIt()
    {
        var desk = await _scene.BeginAsync();
        await desk.PublishAsync(Drafts.Text("2s"), 1, Drafts.Ann, Cancel);
        var restarted = _scene.Open(DeskScene.Live("1s", 1, isGuess: true, note: "started from the last known good plan"));

        (await restarted.CatchUpAsync(Cancel)).ShouldBeTrue();

        (restarted.Live.Number, restarted.Live.Digest, restarted.Live.Note).ShouldBe((2, DeskScene.DigestOf("2s"), ""));
        (await _scene.HistoryAsync()).Count.ShouldBe(2);
        _scene.Told.ShouldContain("plan-taken");
        _scene.Last.Read(out _)!.Number.ShouldBe(2);
    }

    /// <summary>The store is older than the node: it was lost, and a backup was put back.</summary>
    [Fact]
    public async Task Guess_ThatTheStoreDoesNotKnow_IsPutOnRecordAsRecovered()
    {
        await _scene.BeginAsync();
        var restarted = _scene.Open(DeskScene.Live("7s", 7, isGuess: true, note: "started from the last known good plan"));

        (await restarted.CatchUpAsync(Cancel)).ShouldBeTrue();

        (await _scene.HistoryAsync())[0].ShouldSatisfyAllConditions(
            static entry => entry.Number.ShouldBe(2), static entry => entry.Source.ShouldBe(RevisionSource.Recovered), static entry => entry.Parent.ShouldBe(1));
        (restarted.Live.Number, restarted.Live.IsRecorded, restarted.Live.Note).ShouldBe((2, true, ""));
        _scene.Target.Numbers.ShouldBe([2]);
    }

    [Fact]
    public async Task Guess_ThatIsLiveInTheStoreToo_OnlyLosesItsNote()
    {
        await _scene.BeginAsync();
        var restarted = _scene.Open(DeskScene.Live("1s", 1, isGuess: true, note: "started from the last known good plan"));

        (await restarted.CatchUpAsync(Cancel)).ShouldBeTrue();

        (restarted.Live.IsRecorded, restarted.Live.Note, restarted.Live.IsGuess).ShouldBe((true, "", false));
        (await _scene.HistoryAsync()).Count.ShouldBe(1);
        _scene.Target.Applied.ShouldBeEmpty();
    }

    [Fact]
    public async Task LastKnownGood_ThatCannotBeWritten_IsToldOnceAndWrittenWhenItCanBe()
    {
        var desk = await _scene.BeginAsync();
        File.Delete(_scene.Last.Path);
        Directory.CreateDirectory(_scene.Last.Path);

        await desk.PublishAsync(Drafts.Text("2s"), 1, Drafts.Ann, Cancel);
        await desk.CatchUpAsync(Cancel);
        await desk.CatchUpAsync(Cancel);

        _scene.Told.Count(static name => name == "last-known-good-unwritten").ShouldBe(1);
        Directory.Delete(_scene.Last.Path);
        await desk.CatchUpAsync(Cancel);
        _scene.Last.Read(out _)!.Number.ShouldBe(2);
    }

    private static CancellationToken Cancel => DeskScene.Cancel;
}
