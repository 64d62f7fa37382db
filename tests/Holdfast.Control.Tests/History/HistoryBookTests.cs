using Holdfast.Control.History;
using Holdfast.Control.Tests.Admin;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;

namespace Holdfast.Control.Tests.History;

public sealed class HistoryBookTests
{
    [Fact]
    public async Task Seconds_OfCalls_AreKeptOneByOne()
    {
        await using var admin = await AdminHarness.StartAsync();
        var book = new HistoryBook(admin.Runtime);
        Pass(admin, 1);
        for (var i = 0; i < 4; i++) await admin.CallAsync("/j", Outcome.Answered(i == 0 ? 503 : 200));
        Pass(admin, 1);
        Pass(admin, 1);

        var points = book.Of("j", HistoryWindow.Minutes);

        points.Select(static point => point.CallsPerSecond).ShouldBe([4, 0]);
        points.Select(static point => point.FailedPerSecond).ShouldBe([1, 0]);
        points[0].P99Seconds.ShouldNotBeNull();
        points[1].P99Seconds.ShouldBeNull();
        book.All(HistoryWindow.Minutes).Select(static point => point.CallsPerSecond).ShouldBe([0, 4, 0]);
        book.Of("i", HistoryWindow.Minutes).ShouldBeEmpty();
        book.Newest.ShouldBe(admin.Time.GetUtcNow());
    }

    /// <summary>What it has counted in its life did not happen in the second in which there was room for it.</summary>
    [Fact]
    public async Task Interface_ThereWasNoRoomFor_BeginsWithWhatHappensFromThenOn()
    {
        await using var admin = await AdminHarness.StartAsync();
        admin.Publish(Many(HistoryBook.InterfacesMax + 1));
        var book = new HistoryBook(admin.Runtime);
        for (var i = 0; i < HistoryBook.InterfacesMax; i++) await admin.CallAsync($"/n{i}", Outcome.Answered(200));
        Pass(admin, 1);
        for (var i = 0; i < 50; i++) await admin.CallAsync($"/n{HistoryBook.InterfacesMax}", Outcome.Answered(200));
        Pass(admin, 1);

        admin.Publish(Many(HistoryBook.InterfacesMax + 1, first: 1));
        Pass(admin, 2);
        await admin.CallAsync($"/n{HistoryBook.InterfacesMax}", Outcome.Answered(200));
        Pass(admin, 1);

        book.Of($"n{HistoryBook.InterfacesMax}", HistoryWindow.Minutes).Sum(static point => point.CallsPerSecond ?? 0).ShouldBe(1);
    }

    private static string Many(int count, int first = 0) => $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } } }
        interfaces:
        {{string.Join('\n', Enumerable.Range(first, count - first).Select(static i => $"  n{i}: {{ match: {{ path: /n{i} }}, service: s }}"))}}
        """;

    [Fact]
    public async Task Day_OfCalls_IsKeptByTenSeconds()
    {
        await using var admin = await AdminHarness.StartAsync();
        var book = new HistoryBook(admin.Runtime);
        for (var second = 0; second < 25; second++)
        {
            await admin.CallAsync("/j", Outcome.Answered(200));
            await admin.CallAsync("/j", Outcome.Answered(200));
            Pass(admin, 1);
        }

        book.Of("j", HistoryWindow.Day).Select(static point => point.CallsPerSecond).ShouldBe([2, 2]);
    }

    [Fact]
    public async Task Seconds_NobodyTookDown_AreUnknownAndNotIdle()
    {
        await using var admin = await AdminHarness.StartAsync();
        var book = new HistoryBook(admin.Runtime);
        await admin.CallAsync("/j", Outcome.Answered(200));
        Pass(admin, 1);
        // The machine sleeps for four seconds: whatever it wakes up to is put into the newest of them.
        admin.Time.Advance(TimeSpan.FromSeconds(4));
        Pass(admin, 1);

        book.Of("j", HistoryWindow.Minutes).Select(static point => point.CallsPerSecond).ShouldBe([1, null, null, null, 0, 0]);
    }

    [Fact]
    public void Memory_OfAnInterfaceThatIsNeverIdle_IsWhatIsSaidAndGrowsNoMoreAfterADay()
    {
        // What is made once for all is not counted.
        new HeatRing().Push(Once);
        var before = GC.GetAllocatedBytesForCurrentThread();
        HistoryRing[] rings = [new(HistoryWindow.Hour.Points), new(HistoryWindow.Day.Points)];
        Fill(rings);
        var heat = new HeatRing();
        heat.Push(Once);
        var full = GC.GetAllocatedBytesForCurrentThread();
        Fill(rings);

        (GC.GetAllocatedBytesForCurrentThread() - full).ShouldBe(0);
        (full - before).ShouldBeInRange(HistorySeries.BytesMax, HistorySeries.BytesMax * 103 / 100);
        HistoryBook.BytesMax.ShouldBe((HistoryBook.InterfacesMax + 1) * HistorySeries.BytesMax);
        ((full - before) * (HistoryBook.InterfacesMax + 1)).ShouldBeLessThan(70_000_000);
    }

    private static CallCounts Once { get; } = new(1, 0, 0, 0, [1, .. new long[LatencyBuckets.Count - 1]]);

    private static void Fill(HistoryRing[] rings)
    {
        foreach (var ring in rings)
            for (var i = 0; i < HistoryWindow.Day.Points; i++) ring.Push(new HistorySample(1, 0, 0, 1, 1));
    }

    [Fact]
    public async Task Ring_Full_KeepsTheNewestHour()
    {
        await using var admin = await AdminHarness.StartAsync();
        var book = new HistoryBook(admin.Runtime);
        await admin.CallAsync("/j", Outcome.Answered(200));
        for (var i = 0; i < HistoryWindow.Hour.Points; i++) Pass(admin, 1);
        book.Of("j", HistoryWindow.Hour)[0].CallsPerSecond.ShouldBe(1);

        Pass(admin, 1);

        var points = book.Of("j", HistoryWindow.Hour);
        points.Count.ShouldBe(HistoryWindow.Hour.Points);
        points.ShouldAllBe(static point => point.CallsPerSecond == 0);
    }

    [Fact]
    public void Neighbours_Merged_AreTheMeanOfRatesAndTheWorstOfLatencies()
    {
        HistoryPoint[] points = [new(9, 9, 9, 9, 9), new(1, 0, 0, 0.1, 0.2), new(3, 1, 0, null, null), HistoryPoint.Unknown, new(5, 0, 2, 0.3, 0.1)];

        var merged = HistoryBook.Merge(points, 2);

        merged.Count.ShouldBe(2);
        merged[0].ShouldBe(new HistoryPoint(2, 0.5, 0, 0.1, 0.2));
        merged[1].ShouldBe(new HistoryPoint(5, 0, 2, 0.3, 0.1));
    }

    private static void Pass(AdminHarness admin, int seconds)
    {
        for (var i = 0; i < seconds; i++) admin.Time.Advance(TimeSpan.FromSeconds(1));
    }
}
