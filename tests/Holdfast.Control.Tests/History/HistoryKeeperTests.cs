using Holdfast.Control.History;
using Holdfast.Control.Tests.Admin;
using Holdfast.Core.Pipeline;
using Holdfast.Testing;

namespace Holdfast.Control.Tests.History;

public sealed class HistoryKeeperTests
{
    [Fact]
    public async Task Hour_OverARestart_GoesOnWithAGapWhereNobodyWrote()
    {
        using var folder = new TemporaryFolder();
        await using var before = await AdminHarness.StartAsync();
        var book = new HistoryBook(before.Runtime);
        await using (new HistoryKeeper(book, new HistoryFile(folder.Path), before.Runtime.Signals, before.Time))
        {
            for (var i = 0; i < 3; i++) await CalledAsync(before);
        }

        await using var after = await AdminHarness.StartAsync();
        after.Time.SetUtcNow(before.Time.GetUtcNow() + TimeSpan.FromSeconds(2));
        var again = new HistoryBook(after.Runtime);
        await using var keeper = new HistoryKeeper(again, new HistoryFile(folder.Path), after.Runtime.Signals, after.Time);
        await CalledAsync(after);

        again.Of("j", HistoryWindow.Hour).Select(static point => point.CallsPerSecond).ShouldBe([1, 1, 1, null, null, 1]);
        again.All(HistoryWindow.Hour).Select(static point => point.CallsPerSecond).ShouldBe([1, 1, 1, null, null, 1]);
        again.Of("j", HistoryWindow.Hour)[0].P99Seconds.ShouldBe(book.Of("j", HistoryWindow.Hour)[0].P99Seconds);
    }

    [Fact]
    public async Task Hour_ThatIsOver_IsNotTakenUp()
    {
        using var folder = new TemporaryFolder();
        await using var before = await AdminHarness.StartAsync();
        await using (new HistoryKeeper(new HistoryBook(before.Runtime), new HistoryFile(folder.Path), before.Runtime.Signals, before.Time)) await CalledAsync(before);

        await using var after = await AdminHarness.StartAsync();
        after.Time.SetUtcNow(before.Time.GetUtcNow() + TimeSpan.FromHours(2));
        var again = new HistoryBook(after.Runtime);
        await using var keeper = new HistoryKeeper(again, new HistoryFile(folder.Path), after.Runtime.Signals, after.Time);

        again.All(HistoryWindow.Hour).ShouldBeEmpty();
    }

    [Fact]
    public async Task File_CutAnywhereOrWithABitTurned_IsNotRead()
    {
        using var folder = new TemporaryFolder();
        await using var admin = await AdminHarness.StartAsync();
        var file = new HistoryFile(folder.Path);
        await using (new HistoryKeeper(new HistoryBook(admin.Runtime), file, admin.Runtime.Signals, admin.Time)) await CalledAsync(admin);
        file.Read().ShouldNotBeNull();
        var whole = await File.ReadAllBytesAsync(file.Path);

        for (var cut = 0; cut < whole.Length; cut++)
        {
            await File.WriteAllBytesAsync(file.Path, whole[..cut]);
            file.Read().ShouldBeNull($"{cut} bytes of it");
            var turned = whole.ToArray();
            turned[cut] ^= 4;
            await File.WriteAllBytesAsync(file.Path, turned);
            file.Read().ShouldBeNull($"byte {cut} turned");
        }
    }

    private static async Task CalledAsync(AdminHarness admin)
    {
        await admin.CallAsync("/j", Outcome.Answered(200));
        admin.Time.Advance(TimeSpan.FromSeconds(1));
    }
}
