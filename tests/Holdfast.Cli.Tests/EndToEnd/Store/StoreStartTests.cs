using Holdfast.Testing.Processes;
using Microsoft.Data.Sqlite;

namespace Holdfast.Cli.Tests.EndToEnd.Store;

/// <summary>Case 9: a start without the store serves the last known good plan within five seconds, and says so.</summary>
[Collection(Alone.Name)]
public sealed class StoreStartTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(StoreHarm.Unmounted, true)]
    [InlineData(StoreHarm.Unmounted, false)]
    [InlineData(StoreHarm.Locked, true)]
    [InlineData(StoreHarm.Locked, false)]
    [InlineData(StoreHarm.Corrupt, true)]
    [InlineData(StoreHarm.Corrupt, false)]
    public async Task Start_WithoutTheStore_ServesWhatWasPublishedLast(StoreHarm harm, bool withFile)
    {
        await using var stage = new StoreStage();
        await PublishAndKillAsync(stage);
        await stage.HarmAsync(harm);
        // A folder that can be made anew is a new store: away is one that cannot.
        if (harm == StoreHarm.Unmounted) await File.WriteAllTextAsync(Path.GetDirectoryName(stage.Store)!, "", StoreStage.Cancel);

        var took = await stage.StartAsync(withFile);

        await ServesAsync(stage, took);
        if (harm != StoreHarm.Locked) return;
        await stage.MendAsync(harm);
        await Holdfast.Testing.Eventually.HoldsAsync(async () => (await stage.StatusAsync()).Store!.IsRecorded, "the plan on record");
        (await stage.StateAsync()).ShouldSatisfyAllConditions(static state => state.IsRecorded.ShouldBeTrue(), static state => state.Parent.ShouldBe(2), static state => state.Note.ShouldBe(""));
        (await stage.HistoryAsync(10)).Revisions.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Start_OnAFullDisk_ServesWhatWasPublishedLast(bool withFile, bool mayBeReal)
    {
        await using var disk = await SmallDisk.StartAsync(4 << 20, mayBeReal);
        await using var stage = new StoreStage { Disk = disk, Data = Path.Combine(disk.Outside, "data") };
        await PublishAndKillAsync(stage);
        await stage.HarmAsync(StoreHarm.Full);

        var took = await stage.StartAsync(withFile);

        took.ShouldBeLessThan(Bound);
        (await stage.StatusAsync()).Plan!.Number.ShouldBe(2);
        await stage.MendAsync(StoreHarm.Full);
        await stage.WaitForStoreAsync(isThere: true);
        (await stage.PublishAsync(stage.Plan with { Interface = "timeout: 9s" }, 2)).Number.ShouldBe(3);
    }

    [Fact]
    public async Task Start_WithTenThousandRevisions_IsAsQuickAndShowsThemPageByPage()
    {
        const int count = 10_000;
        await using var stage = new StoreStage();
        await PublishAndKillAsync(stage);
        await using (var beside = new SqliteConnection($"Data Source={stage.Store};Pooling=False"))
        {
            await beside.OpenAsync(StoreStage.Cancel);
            await using var command = beside.CreateCommand();
            command.CommandText =
                $"""
                BEGIN;
                WITH RECURSIVE n (i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
                  INSERT INTO revisions SELECT i, i - 1, digest, author, reason, source, at FROM n, revisions WHERE number = 2;
                INSERT INTO revision_files SELECT r.number, f.position, f.path, f.text FROM revisions r, revision_files f WHERE f.revision = 2 AND r.number > 2;
                INSERT INTO activations SELECT number, number, number - 1, at, author, reason FROM revisions WHERE number > 2;
                INSERT INTO audit (id, at, author, reason, action, subject, before, after) SELECT number, at, author, reason, 'plan.publish', 'revision ' || number, '', digest FROM revisions WHERE number > 2;
                COMMIT;
                """;
            await command.ExecuteNonQueryAsync(StoreStage.Cancel);
        }

        (await stage.StartAsync()).ShouldBeLessThan(Bound);

        (await stage.StatusAsync()).Plan!.Number.ShouldBe(count);
        List<int> seen = [];
        for (int? before = null, pages = 0; pages < count / 500 + 1; pages++)
        {
            var page = await stage.HistoryAsync(500, before);
            seen.AddRange(page.Revisions.Select(static revision => revision.Number));
            if ((before = page.Next) is null) break;
        }

        seen.ShouldBe(Enumerable.Range(1, count).Reverse());
        var (code, output, errors) = await HoldfastProcess.RunAsync(["plan", "history", "--admin", stage.Admin.Authority]);
        code.ShouldBe(ExitCode.Fine, errors);
        output.ShouldContain($"* {count}-");
        output.ShouldContain("older ones: --before");
        (await stage.PublishAsync(stage.Plan with { Interface = "timeout: 9s" }, count)).Number.ShouldBe(count + 1);
    }

    /// <summary>The file says revision 1, and 2 was published over it.</summary>
    private static async Task PublishAndKillAsync(StoreStage stage)
    {
        await stage.StartAsync();
        (await stage.PublishAsync(stage.Plan with { Interface = "timeout: 7s" }, 1)).Number.ShouldBe(2);
        await stage.KillAsync();
    }

    private static async Task ServesAsync(StoreStage stage, TimeSpan took)
    {
        took.ShouldBeLessThan(Bound);
        var status = await stage.StatusAsync();
        status.IsReady.ShouldBeTrue();
        status.Plan!.Number.ShouldBe(2);
        status.Store!.ShouldSatisfyAllConditions(
            static store => store.IsThere.ShouldBeFalse(), static store => store.Why.ShouldStartWith("HF60"),
            static store => store.Note.ShouldStartWith("started from the last known good plan, revision 2"));
    }
}
