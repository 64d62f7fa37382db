using Holdfast.Control.Plans;
using Holdfast.Core.Signals;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Control.Tests.Plans;

/// <summary>The watcher over a plan in memory; each look is the test's own.</summary>
public sealed class PlanWatcherTests : IAsyncDisposable
{
    private const string Path = "/plan.yaml";

    private readonly FakeTimeProvider _time = new();
    private readonly FakePlanDisk _disk = new();
    private readonly RecordingTarget _target = new();
    private readonly RecordingReport _report = new();
    private readonly SignalLog _signals;
    private readonly PlanWatcher _watcher;

    public PlanWatcherTests()
    {
        _signals = new SignalLog(_time);
        _disk.Write(Path, Texts.Plan(timeout: "1s"));
        var file = new PlanFile(Path, _disk, _disk, static _ => null);
        var live = file.Read();
        live.Result.IsGood.ShouldBeTrue(string.Join('\n', live.Result.Errors));
        _watcher = new PlanWatcher(file, live, _target, _report, _signals, _time);
    }

    public ValueTask DisposeAsync() => _watcher.DisposeAsync();

    [Fact]
    public async Task Plan_Untouched_IsNotReadAgain()
    {
        var reads = _disk.Reads;

        await LookAsync(5);

        _disk.Reads.ShouldBe(reads);
        _target.Applied.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_Changed_IsLiveAtTheSecondLook()
    {
        _disk.Write(Path, Texts.Plan(timeout: "2s"));
        await LookAsync();
        _target.Applied.ShouldBeEmpty();

        await LookAsync();

        _target.Applied.ShouldHaveSingleItem();
        _report.Told.ShouldBe(["began", "live"]);
        _watcher.LastRefusal.ShouldBeNull();
    }

    [Fact]
    public async Task Plan_WrittenAgainWithTheSameText_IsReadAndLeftAlone()
    {
        _disk.Write(Path, Texts.Plan(timeout: "1s"));

        await LookAsync(3);

        _target.Applied.ShouldBeEmpty();
        _report.Told.ShouldBe(["began", "unchanged"]);
    }

    [Fact]
    public async Task Plan_HalfWritten_IsNotRead()
    {
        _disk.Write(Path, "");
        await LookAsync();
        _disk.Write(Path, "holdfast: 1\n");
        await LookAsync();
        _disk.Write(Path, Texts.Plan(timeout: "2s"));
        await LookAsync(2);

        _report.Told.ShouldBe(["began", "live"]);
    }

    [Fact]
    public async Task Plan_GoneForOneLook_IsNothing()
    {
        _disk.Remove(Path);
        await LookAsync();
        _disk.Restore(Path);
        await LookAsync(3);

        _report.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_Gone_IsRefusedOnceAndBackAgainIsWell()
    {
        _disk.Remove(Path);
        await LookAsync(6);
        _report.Told.ShouldBe(["began", "refused"]);

        _disk.Restore(Path);
        await LookAsync(3);

        _watcher.LastRefusal.ShouldBeNull();
        _target.Applied.ShouldBeEmpty();
    }

    [Fact]
    public async Task BadPlan_LookedAtOften_IsRefusedOnceAndTheOldOneStays()
    {
        _disk.Write(Path, Texts.Plan(timeout: "soon"));
        await LookAsync(30);

        _target.Applied.ShouldBeEmpty();
        _report.Told.ShouldBe(["began", "refused"]);
        _watcher.LastRefusal!.Result.Errors.ShouldHaveSingleItem().Path.ShouldBe("interfaces.one.timeout");
        _signals.Kept().ShouldHaveSingleItem().Name.ShouldBe("revision-refused");
    }

    [Fact]
    public async Task BadPlan_SavedAgainAsItIs_IsNotSaidAgain()
    {
        _disk.Write(Path, Texts.Plan(timeout: "soon"));
        await LookAsync(2);
        _disk.Write(Path, Texts.Plan(timeout: "soon"));
        await LookAsync(2);

        _report.Told.ShouldBe(["began", "refused", "began", "unchanged"]);
    }

    [Fact]
    public async Task BadPlan_Mended_IsLive()
    {
        _disk.Write(Path, Texts.Plan(timeout: "soon"));
        await LookAsync(2);
        _disk.Write(Path, Texts.Plan(timeout: "3s"));
        await LookAsync(2);

        _target.Applied.ShouldHaveSingleItem();
        _watcher.LastRefusal.ShouldBeNull();
    }

    [Fact]
    public async Task Asked_PlanUnchanged_ReadsItAtOnceAndSaysSo()
    {
        await _watcher.LookAsync(isAsked: true, CancellationToken.None);

        _report.Told.ShouldBe(["began", "unchanged, asked"]);
    }

    [Fact]
    public async Task Asked_PlanJustChanged_DoesNotWait()
    {
        _disk.Write(Path, Texts.Plan(timeout: "2s"));

        await _watcher.LookAsync(isAsked: true, CancellationToken.None);

        _target.Applied.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task GoodPlan_ThatCannotBeCarriedOut_IsRefusedOnceAndTriedAgain()
    {
        _target.Reason = "the port is taken";
        _disk.Write(Path, Texts.Plan(timeout: "2s"));
        await LookAsync(2 + (2 * PlanWatcher.RetryAfterLooks));
        _target.Tries.ShouldBe(3);
        _report.Told.Count(static told => told == "refused").ShouldBe(1);
        _watcher.LastRefusal!.Reason.ShouldBe("the port is taken");

        _target.Reason = null;
        await LookAsync(PlanWatcher.RetryAfterLooks);

        _target.Applied.ShouldHaveSingleItem();
        _watcher.LastRefusal.ShouldBeNull();
    }

    [Fact]
    public async Task Include_NewFileInItsFolder_IsRead()
    {
        _disk.Write("/parts/a.yaml", "zones: [east]\n");
        _disk.Write(Path, "include: [ \"parts/*.yaml\" ]\n" + Texts.Plan(timeout: "1s"));
        await LookAsync(2);
        _target.Applied.Single().Zones.ShouldBe(["east"]);

        _disk.Write("/parts/b.yaml", "server: { drain: 7s }\n");
        await LookAsync(2);

        _target.Applied[^1].Server.Drain.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Certificate_ChangedBehindItsName_AppliesThePlanAgain()
    {
        _disk.Write("/ca.pem", "one");
        _disk.Write(Path, Texts.Plan(timeout: "1s", service: "tls: { authority: ca.pem }, "));
        await LookAsync(2);

        _disk.Write("/ca.pem", "two");
        await LookAsync(2);

        _target.Applied.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Started_TimePasses_LooksByItself()
    {
        _watcher.Start();
        _disk.Write(Path, Texts.Plan(timeout: "2s"));

        await Testing.Eventually.HoldsAsync(
            () =>
            {
                _time.Advance(PlanWatcher.Every);
                return _target.Applied.Count == 1;
            },
            "the changed plan to be applied");
    }

    [Fact]
    public async Task Started_Asked_LooksWithoutTimePassing()
    {
        _watcher.Start();

        _watcher.Ask();

        await Testing.Eventually.HoldsAsync(() => _report.Told.Contains("unchanged, asked"), "the look that was asked for");
    }

    private async Task LookAsync(int times = 1)
    {
        for (var look = 0; look < times; look++)
            await _watcher.LookAsync(isAsked: false, CancellationToken.None);
    }
}
