using Holdfast.Control.History;
using Holdfast.Control.Tests.Admin;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;

namespace Holdfast.Control.Tests.History;

public sealed class HeatTests
{
    [Theory]
    [InlineData(900, 0)]
    [InlineData(2_000, 1)]
    [InlineData(8_000, 2)]
    [InlineData(120_000, 5)]
    [InlineData(2_000_000, 7)]
    [InlineData(60_000_000, 8)]
    public void Band_OfALatency_IsHalfAPowerOfTen(long microseconds, int band)
    {
        var latencies = new long[LatencyBuckets.Count];
        latencies[LatencyBuckets.IndexOf(microseconds)] = 3;

        var bands = HeatBands.Of(latencies);

        bands[band].ShouldBe(3);
        bands.Sum().ShouldBe(3);
        (microseconds / 1e6).ShouldBeGreaterThanOrEqualTo(HeatBands.From(band));
    }

    [Fact]
    public async Task Columns_OfTenSeconds_HaveTheCallsOfThese()
    {
        await using var admin = await AdminHarness.StartAsync();
        var book = new HistoryBook(admin.Runtime);
        for (var i = 0; i < 3; i++) await admin.CallAsync("/j", Outcome.Answered(200));
        Pass(admin, 10);
        Pass(admin, 10);
        await admin.CallAsync("/j", Outcome.Answered(200));
        Pass(admin, 10);

        book.Heat("j", columns: 30, merged: 1).Select(static column => column.Sum()).ShouldBe([3, 0, 1]);
        book.Heat("j", columns: 30, merged: 3).Select(static column => column.Sum()).ShouldBe([4]);
        book.Heat("j", columns: 2, merged: 1).Count.ShouldBe(2);
        book.Heat("i", columns: 30, merged: 1).ShouldBeEmpty();
    }

    [Fact]
    public void Ring_ThatIsFull_KeepsTheNewestHourInTheSameMemory()
    {
        var ring = new HeatRing();
        var latencies = new long[LatencyBuckets.Count];
        latencies[0] = 7;
        ring.Push(new CallCounts(7, 0, 0, 0, latencies));
        for (var i = 0; i < HeatRing.Columns; i++) ring.Push(null);

        ring.Newest(HeatRing.Columns, 1).ShouldAllBe(static column => column.Sum() == 0);
        HeatRing.BytesMax.ShouldBeLessThan(10_000);
    }

    private static void Pass(AdminHarness admin, int seconds)
    {
        for (var i = 0; i < seconds; i++) admin.Time.Advance(TimeSpan.FromSeconds(1));
    }
}
