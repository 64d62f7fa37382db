using Holdfast.Cli.Demo;
using Shop.Load;

namespace Holdfast.Cli.Tests.Demo;

public sealed class LoadRatesTests
{
    [Fact]
    public void Over_TwoReadings_CountsWhatCameBetween()
    {
        var rates = new LoadRates();
        rates.Over(Snapshot(seconds: 10, ok: 100, failed: 5));

        var row = rates.Over(Snapshot(seconds: 15, ok: 190, failed: 15)).ShouldHaveSingleItem();

        row.PerSecond.ShouldBe(20, tolerance: 0.001);
        row.Failed.ShouldBe(10);
    }

    [Fact]
    public void Over_BeforeTheLoadBegan_IsNothing()
    {
        var row = new LoadRates().Over(Snapshot(seconds: 0, ok: 0, failed: 0)).ShouldHaveSingleItem();

        row.PerSecond.ShouldBe(0);
    }

    [Fact]
    public void PlainLine_OfAReading_NamesRateFailuresAndTheSlowest() =>
        PlainProgress.LineOf(Snapshot(seconds: 65, ok: 130, failed: 0), new LoadRates())
            .ShouldBe("01:05 2 requests/s, 0 failed, 3 in flight; slowest search p99 120 ms");

    [Theory]
    [InlineData(1.24, "1.2 ms")]
    [InlineData(1923.1, "1923 ms")]
    public void Milliseconds_OfALatency_AreRoundedToWhatMatters(double milliseconds, string expected) =>
        LoadRates.Milliseconds(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(expected);

    [Fact]
    public void Milliseconds_OfNone_AreADash() => LoadRates.Milliseconds(null).ShouldBe("-");

    private static LoadSnapshot Snapshot(int seconds, long ok, long failed) => new(
        TimeSpan.FromSeconds(seconds), InFlight: 3, FirstOkAt: null,
        [new LoadCounts("search", ok + failed, ok, failed, 0, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(120), null)]);
}
