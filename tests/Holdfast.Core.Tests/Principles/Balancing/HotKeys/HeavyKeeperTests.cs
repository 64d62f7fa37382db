using Holdfast.Core.Evidence;
using Holdfast.Core.Principles.Balancing.HotKeys;
using Holdfast.Core.Principles.Balancing.Picking;

namespace Holdfast.Core.Tests.Principles.Balancing.HotKeys;

public sealed class HeavyKeeperTests
{
    private readonly HeavyKeeper _keeper = new(new SplitMixRandom(7));

    [Theory]
    [InlineData(1.2, 0.01)]
    [InlineData(1.0, 0.02)]
    [InlineData(0.8, 0.05)]
    public void Read_ZipfOfManyKeys_CountsTheFrequentOnesNearlyExactly(double s, double errorMax)
    {
        const int Calls = 400_000;
        const int Ranks = 50;
        var exact = new int[200_000];
        var zipf = new Zipf(exact.Length, s, seed: 3);
        for (var i = 0; i < Calls; i++)
        {
            var key = zipf.Next();
            exact[key]++;
            _keeper.Add(Hash(key), window: 5, calls: 1);
        }

        var errors = Enumerable.Range(0, Ranks).Select(key => (exact[key] - (double)_keeper.Read(Hash(key), 5)) / exact[key]).ToArray();
        errors.ShouldAllBe(static error => error >= 0, "a count is never too high");
        errors.Average().ShouldBeLessThan(errorMax);
        // No key that is seldom asked for looks as if it were frequent.
        var least = exact[Ranks];
        Enumerable.Range(Ranks * 10, 100_000).Count(key => _keeper.Read(Hash(key), 5) > least).ShouldBe(0);
    }

    [Fact]
    public void Add_AMillionDistinctKeys_TheFrequentOneIsNotLostAmongThem()
    {
        const int Keys = 1_000_000;
        for (var i = 0; i < Keys; i++)
        {
            _keeper.Add(Hash(i), window: 1, calls: 1);
            if (i % 100 == 0) _keeper.Add(Hash(-1), window: 1, calls: 1);
        }

        _keeper.Read(Hash(-1), 1).ShouldBeInRange((uint)(Keys / 100 * 0.98), (uint)Keys / 100);
    }

    [Fact]
    public void Read_WindowsPass_TheCountHalvesWithEach()
    {
        for (var i = 0; i < 800; i++) _keeper.Add(Hash(1), window: 10, calls: 1);

        _keeper.Read(Hash(1), 10).ShouldBe(800u);
        _keeper.Read(Hash(1), 11).ShouldBe(400u);
        _keeper.Read(Hash(1), 13).ShouldBe(100u);
        _keeper.Read(Hash(1), 10 + 30).ShouldBe(0u);
        _keeper.Add(Hash(1), window: 12, calls: 1).ShouldBe(201u);
        _keeper.Read(Hash(1), 10).ShouldBe(201u, "a thread that is a moment behind sees what there is");
    }

    [Fact]
    public void Add_OneCallStandsForMany_CountsThem()
    {
        for (var i = 0; i < 100; i++) _keeper.Add(Hash(1), window: 1, calls: 64);
        _keeper.Read(Hash(1), 1).ShouldBe(6_400u);
    }

    [Fact]
    public void Add_MoreThanACountHolds_StaysAtTheMost()
    {
        for (var i = 0; i < 20; i++) _keeper.Add(Hash(1), window: 1, calls: 1 << 20);
        _keeper.Read(Hash(1), 1).ShouldBe(HotCell.CountMax);
    }

    [Fact]
    public void Add_FromManyThreads_LosesFew()
    {
        const int Threads = 8;
        const int Each = 50_000;
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (var i = 0; i < Each; i++) _keeper.Add(Hash(i % 4 == 0 ? 1 : 1_000 + (thread * Each) + i), window: 1, calls: 1);
        });
        _keeper.Read(Hash(1), 1).ShouldBeInRange((uint)(Threads * Each / 4 * 0.5), (uint)(Threads * Each / 4));
    }

    private static ulong Hash(int key) => StableHash.Mix((ulong)(long)key);
}
