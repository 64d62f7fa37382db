using System.Diagnostics.Metrics;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Control.Tests.Plans;
using Holdfast.Core.Telemetry;
using Holdfast.Testing;

namespace Holdfast.Control.Tests.Store;

/// <summary>What is told of a store that goes and comes back, each look the test's own.</summary>
public sealed class StoreWatchTests : IAsyncLifetime
{
    private readonly DeskScene _scene = new();
    private PlanDesk _desk = null!;
    private StoreWatch _watch = null!;

    public async ValueTask InitializeAsync()
    {
        _desk = await _scene.BeginAsync();
        _watch = new StoreWatch(_desk, _scene.Signals, _scene.Time);
        await LookAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        await _scene.DisposeAsync();
    }

    [Fact]
    public void Store_Well_IsThereWithItsSizeAndItsNewestRecord()
    {
        var status = _watch.Status;

        (status.IsThere, status.Why, status.IsRecorded).ShouldBe((true, "", true));
        status.Bytes.ShouldNotBeNull().ShouldBeGreaterThan(4096);
        status.Written.ShouldBe(_scene.Time.GetUtcNow());
        _scene.Told.ShouldBeEmpty();
    }

    /// <summary>Looks are made as long as the process lives: a disk must not be woken, nor a log filled, by them.</summary>
    [Fact]
    public async Task Store_LookedAtAgainAndAgain_IsNotWrittenTo()
    {
        var log = new FileInfo($"{_scene.Folder.File}-wal");
        var before = (log.Length, log.LastWriteTimeUtc);

        for (var look = 0; look < 50; look++) await LookAsync();

        log.Refresh();
        (log.Length, log.LastWriteTimeUtc).ShouldBe(before);
    }

    [Fact]
    public async Task Store_Gone_IsToldOnceAndSinceWhen()
    {
        _scene.TakeTheStoreAway();
        await LookAsync();
        var since = _scene.Time.GetUtcNow();
        _scene.Time.Advance(TimeSpan.FromSeconds(30));
        await LookAsync();

        var status = _watch.Status;
        (status.IsThere, status.Since).ShouldBe((false, since));
        status.Why.ShouldStartWith("HF6000");
        _scene.Told.ShouldBe(["store-away"]);
    }

    [Fact]
    public async Task Store_Back_IsToldAndGetsWhatItMissed()
    {
        _scene.TakeTheStoreAway();
        await LookAsync();
        await _desk.FollowAsync(DeskScene.Edition("2s"), Cancel);
        _watch.Status.IsRecorded.ShouldBeFalse();
        _scene.PutTheStoreBack();

        await LookAsync();

        (_watch.Status.IsThere, _watch.Status.IsRecorded).ShouldBe((true, true));
        _scene.Told.ShouldBe(["store-away", "plan-unrecorded", "store-back"]);
        (await _scene.LiveNumberAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Store_HeldByAnother_IsLockedUntilItIsLetGo()
    {
        await using (var other = _scene.Folder.Beside())
        {
            await using var held = other.BeginTransaction(deferred: false);
            await LookAsync();
            _watch.Status.Why.ShouldStartWith("HF6002");
        }

        await LookAsync();
        _watch.Status.IsThere.ShouldBeTrue();
    }

    /// <summary>Another process may hold it for as long as it likes: a start waits half a second.</summary>
    [Fact]
    public async Task Begin_WithAStoreThatDoesNotAnswer_DoesNotWaitForIt()
    {
        await using var other = _scene.Folder.Beside();
        await using var held = other.BeginTransaction(deferred: false);
        await using var watch = new StoreWatch(_desk, _scene.Signals, _scene.Time);

        var beginning = watch.BeginAsync(Cancel);
        beginning.IsCompleted.ShouldBeFalse();
        _scene.Time.Advance(TimeSpan.FromMilliseconds(500));
        await beginning.Within("the first look to be left to itself", TimeSpan.FromSeconds(1));

        watch.Status.IsThere.ShouldBeFalse();
        await Eventually.HoldsAsync(() => watch.Status.Why.StartsWith("HF6002", StringComparison.Ordinal), "the reason");
        _scene.Told.ShouldBe(["store-away"]);
    }

    [Fact]
    public async Task Clock_SetBackByADay_ChangesNeitherWhatIsLiveNorTheOrder()
    {
        await _desk.PublishAsync(Drafts.Text("2s"), 1, Drafts.Ann, Cancel);
        _scene.Time.AutoAdvanceAmount = TimeSpan.Zero;
        _scene.Time.AdjustTime(_scene.Time.GetUtcNow() - TimeSpan.FromDays(1));

        await _desk.PublishAsync(Drafts.Text("3s"), 2, Drafts.Ann, Cancel);
        await _desk.RollbackAsync(1, Drafts.Ann, Cancel);
        await LookAsync();

        (await _scene.LiveNumberAsync()).ShouldBe(1);
        (await _scene.HistoryAsync()).Select(static entry => entry.Number).ShouldBe([3, 2, 1]);
        (await _scene.Store.Audit.PageAsync(null, 10, Cancel)).Select(static entry => entry.Subject).ShouldBe(["revision 1", "revision 3", "revision 2", "revision 1"]);
        _watch.Status.IsThere.ShouldBeTrue();
        _scene.Last.Read(out _)!.Number.ShouldBe(1);
    }

    [Fact]
    public async Task Metrics_OfTheStore_AreWhatTheLastLookFound()
    {
        var found = Measured();
        found["holdfast.store.away"].ShouldBe(0);
        found["holdfast.store.size"].ShouldBe(_watch.Status.Bytes!.Value);
        found["holdfast.store.written"].ShouldBe(_scene.Time.GetUtcNow().ToUnixTimeSeconds());
        _scene.TakeTheStoreAway();
        await LookAsync();
        _scene.Time.Advance(TimeSpan.FromSeconds(30));

        Measured()["holdfast.store.away"].ShouldBe(30);
    }

    private static CancellationToken Cancel => DeskScene.Cancel;

    private Task LookAsync() => _watch.LookAsync(Cancel);

    private Dictionary<string, double> Measured()
    {
        // One of its own: other tests of this process have stores too.
        using var mine = new StoreTelemetry(() => _watch.Status, _scene.Time);
        var found = new Dictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == DecisionMeter.Name && ReferenceEquals(instrument.Meter.Scope, mine)) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => found[instrument.Name] = value);
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => found[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return found;
    }
}
