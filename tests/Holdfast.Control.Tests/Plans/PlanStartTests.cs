using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Control.Tests.Store;

namespace Holdfast.Control.Tests.Plans;

/// <summary>Which plan a process starts with, by its file, its store and what it remembers.</summary>
public sealed class PlanStartTests : IAsyncDisposable
{
    private readonly DeskScene _scene = new();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task File_AndAnEmptyStore_IsTheFileAsRevisionOne()
    {
        var live = await OfFileAsync("1s");

        (live.Number, live.Digest, live.IsRecorded, live.Note).ShouldBe((1, DeskScene.DigestOf("1s"), false, ""));
    }

    [Fact]
    public async Task File_ThatIsLiveInTheStore_IsThatRevision()
    {
        await _scene.BeginAsync("1s");

        var live = await OfFileAsync("1s");

        (live.Number, live.IsRecorded).ShouldBe((1, true));
    }

    [Fact]
    public async Task File_Changed_IsTheNextRevision()
    {
        await _scene.BeginAsync("1s");

        var live = await OfFileAsync("2s");

        (live.Number, live.Digest, live.IsRecorded, live.IsGuess).ShouldBe((2, DeskScene.DigestOf("2s"), false, false));
    }

    [Fact]
    public async Task File_UnchangedSinceAPublication_DoesNotUndoIt()
    {
        var desk = await _scene.BeginAsync("1s");
        await desk.PublishAsync(Drafts.Text("2s"), 1, Drafts.Ann, Cancel);

        var live = await OfFileAsync("1s");

        (live.Number, live.Digest, live.IsRecorded).ShouldBe((2, DeskScene.DigestOf("2s"), true));
        live.Note.ShouldContain("has not changed since it was revision 1");
    }

    /// <summary>The rolled back plan is still in the file: without the store it must not come back either.</summary>
    [Fact]
    public async Task File_UnchangedSinceARollbackAndTheStoreAway_DoesNotUndoIt()
    {
        var desk = await _scene.BeginAsync("1s");
        await desk.FollowAsync(DeskScene.Edition("2s"), Cancel);
        await desk.RollbackAsync(null, Drafts.Ann, Cancel);
        _scene.TakeTheStoreAway();

        var live = await OfFileAsync("2s");

        (live.Number, live.Digest, live.IsRecorded, live.IsGuess).ShouldBe((1, DeskScene.DigestOf("1s"), false, true));
        live.Note.ShouldContain("HF6000");
    }

    [Fact]
    public async Task File_UnchangedSinceARollbackAndTheStoreLost_DoesNotUndoIt()
    {
        var desk = await _scene.BeginAsync("1s");
        await desk.FollowAsync(DeskScene.Edition("2s"), Cancel);
        await desk.RollbackAsync(null, Drafts.Ann, Cancel);
        await _scene.Store.DisposeAsync();
        _scene.TakeTheStoreAway();
        await _scene.RestartAsync();

        (await OfFileAsync("2s")).Digest.ShouldBe(DeskScene.DigestOf("1s"));
    }

    [Fact]
    public async Task File_ChangedWhileNothingRanAndTheStoreAway_IsTheFile()
    {
        await _scene.BeginAsync("1s");
        _scene.TakeTheStoreAway();

        var live = await OfFileAsync("3s");

        (live.Number, live.Digest, live.IsGuess).ShouldBe((2, DeskScene.DigestOf("3s"), false));
    }

    [Fact]
    public async Task File_WithNeitherStoreNorMemory_IsTheFileAndAGuess()
    {
        _scene.TakeTheStoreAway("a file in its place");

        var live = await OfFileAsync("1s");

        (live.Number, live.Digest, live.IsGuess).ShouldBe((1, DeskScene.DigestOf("1s"), true));
    }

    [Fact]
    public async Task Nothing_AndAStore_IsItsLiveRevision()
    {
        var desk = await _scene.BeginAsync("1s");
        await desk.PublishAsync(Drafts.Text("2s"), 1, Drafts.Ann, Cancel);

        var live = await OfStoreAsync();

        (live.Number, live.Digest, live.IsRecorded, live.Note).ShouldBe((2, DeskScene.DigestOf("2s"), true, ""));
    }

    [Fact]
    public async Task Nothing_AndTheStoreAway_IsTheLastKnownGood()
    {
        var desk = await _scene.BeginAsync("1s");
        await desk.PublishAsync(Drafts.Text("2s"), 1, Drafts.Ann, Cancel);
        _scene.TakeTheStoreAway();

        var live = await OfStoreAsync();

        (live.Number, live.Digest, live.IsRecorded, live.IsGuess).ShouldBe((2, DeskScene.DigestOf("2s"), false, true));
        live.Note.ShouldStartWith("started from the last known good plan, revision 2: HF6000");
    }

    /// <summary>As when a variable is not set any more: what was carried out last is better than nothing.</summary>
    [Fact]
    public async Task Nothing_AndALiveRevisionThatCannotBeRead_IsTheLastKnownGood()
    {
        var desk = await _scene.BeginAsync("1s");
        _scene.Variables["TIMEOUT"] = "3s";
        await _scene.Store.Revisions.PublishAsync(Drafts.Of(Drafts.Text("\"${TIMEOUT}\""), 1), Cancel);
        _scene.Variables.Clear();
        desk.Live.Number.ShouldBe(1);

        var live = await OfStoreAsync();

        (live.Number, live.Digest).ShouldBe((1, DeskScene.DigestOf("1s")));
        live.Note.ShouldContain("revision 2 has errors");
    }

    [Fact]
    public async Task Nothing_AtAll_IsRefusedWithBothReasons()
    {
        var refused = await Should.ThrowAsync<StoreException>(OfStoreAsync);

        refused.Known.ShouldBe(StoreErrors.NothingToStart);
        refused.Message.ShouldContain("the store holds no revision");
        refused.Message.ShouldContain("there is none");
    }

    private static CancellationToken Cancel => DeskScene.Cancel;

    private Task<LivePlan> OfFileAsync(string timeout) => PlanStart.OfFileAsync(DeskScene.Edition(timeout), _scene.Store, _scene.Last, _scene.Variable, Cancel);

    private Task<LivePlan> OfStoreAsync() => PlanStart.OfStoreAsync(_scene.Store, _scene.Last, _scene.Variable, Cancel);
}
