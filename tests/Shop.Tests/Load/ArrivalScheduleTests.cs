using Shop.Catalogue;
using Shop.Load;
using Shop.Running;

namespace Shop.Tests.Load;

public sealed class ArrivalScheduleTests
{
    [Fact]
    public void Next_SameSeed_SameArrivals()
    {
        Take(seed: 3, 2_000).ShouldBe(Take(seed: 3, 2_000));
        Take(seed: 4, 2_000).ShouldNotBe(Take(seed: 3, 2_000));
    }

    [Fact]
    public void Next_ManyArrivals_ComeAtTheRateAndAtRandom()
    {
        var arrivals = Take(seed: 1, 60_000);

        arrivals[^1].At.TotalSeconds.ShouldBe(1_000, tolerance: 15);
        // In a Poisson process the gaps spread as widely as they are long.
        var gaps = arrivals.Zip(arrivals.Skip(1), (one, next) => (next.At - one.At).TotalSeconds).ToArray();
        var mean = gaps.Average();
        Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean))).ShouldBe(mean, tolerance: mean * 0.05);
    }

    [Fact]
    public void Next_ManyArrivals_AreMostlyBrowsingAndOfEveryInterface()
    {
        var shares = Take(seed: 1, 10_000).CountBy(arrival => arrival.Call.Interface).ToDictionary();

        shares.Keys.ShouldBe(ShopInterfaces.All.Select(entry => entry.Name), ignoreOrder: true);
        shares[ShopInterfaces.ReadItem].ShouldBeInRange(4_000, 4_400);
        shares[ShopInterfaces.Register].ShouldBeInRange(230, 370);
    }

    [Fact]
    public void Next_ManyItems_AFewOfThemAreWantedMost()
    {
        var items = Take(seed: 1, 20_000)
            .Where(arrival => arrival.Call.Interface == ShopInterfaces.ReadItem)
            .CountBy(arrival => arrival.Call.PathAndQuery)
            .OrderByDescending(item => item.Value)
            .ToArray();

        items[0].Key.ShouldBe($"/api/catalog/items/{Goods.IdOf(0)}");
        ((double)items[0].Value / items.Sum(item => item.Value)).ShouldBe(0.147, tolerance: 0.02);
        items.Length.ShouldBeGreaterThan(400);
    }

    [Fact]
    public void Next_WhatIsMade_HasAKeyOfItsOwn()
    {
        var calls = Take(seed: 1, 5_000).Select(arrival => arrival.Call).ToArray();

        calls.ShouldAllBe(call => (call.Method == HttpMethod.Post) == (call.Key != null));
        calls.Where(call => call.Key is not null).Select(call => call.Key).ShouldBeUnique();
    }

    [Fact]
    public void Next_RampUp_RisesToTheRate()
    {
        var ramp = TimeSpan.FromSeconds(100);
        var schedule = new ArrivalSchedule(new LoadOptions { RatePerSecond = 100, RampUp = ramp });
        var tenths = Enumerable.Range(0, 15_000)
            .Select(_ => schedule.Next().At)
            .CountBy(at => (int)(at / ramp * 10))
            .ToDictionary();

        tenths[0].ShouldBeInRange(100, 190);
        tenths[5].ShouldBeInRange(530, 660);
        tenths[10].ShouldBeInRange(930, 1_070);
        tenths[11].ShouldBeInRange(930, 1_070);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void New_RateNotAboveZero_IsRefused(double rate) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ArrivalSchedule(new LoadOptions { RatePerSecond = rate }));

    private static Arrival[] Take(int seed, int count)
    {
        var schedule = new ArrivalSchedule(new LoadOptions { RampUp = TimeSpan.Zero, Seed = seed });
        return [.. Enumerable.Range(0, count).Select(_ => schedule.Next())];
    }
}
