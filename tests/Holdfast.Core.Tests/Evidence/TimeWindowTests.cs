using CsCheck;
using Holdfast.Core.Evidence;

namespace Holdfast.Core.Tests.Evidence;

public sealed class TimeWindowTests
{
    private const long Length = 1_000;
    private const long Part = Length / TimeWindow.Parts;

    [Fact]
    public void Read_CallsWithinTheWindow_CountsThem()
    {
        var window = new TimeWindow(Length, 5_000);
        window.Add(failed: true, slow: false, 5_000);
        window.Add(failed: false, slow: true, 5_300);
        window.Add(failed: false, slow: false, 5_800);

        window.Read(5_899).ShouldBe(new WindowCounts(3, 1, 1));
    }

    [Fact]
    public void Read_CallsBeforeTheWindow_AreForgotten()
    {
        var window = new TimeWindow(Length, 0);
        window.Add(failed: true, slow: true, 0);
        window.Add(failed: true, slow: false, 500);

        window.Read(1_050).ShouldBe(new WindowCounts(1, 1, 0));
        window.Read(1_600).ShouldBe(default);
    }

    [Fact]
    public void Read_AfterALongSilence_SeesNothingOld()
    {
        var window = new TimeWindow(Length, 0);
        for (var i = 0; i < 100; i++) window.Add(failed: true, slow: true, 10);

        window.Read(1_000_000).ShouldBe(default);
        window.Add(failed: false, slow: false, 1_000_000);
        window.Read(1_000_000).ShouldBe(new WindowCounts(1, 0, 0));
    }

    /// <summary>Against a list of all calls: between nine tenths of the window and the whole of it.</summary>
    [Fact]
    public void Read_AnyCalls_SeesThoseOfTheWindow() =>
        Gen.Select(Gen.Long[0, 400], Gen.Bool, Gen.Bool).Array[0, 200].Sample(calls =>
        {
            var (window, now) = (new TimeWindow(Length, 0), 0L);
            var seen = new List<(long At, bool Failed, bool Slow)>();
            foreach (var (wait, failed, slow) in calls)
            {
                now += wait;
                window.Add(failed, slow, now);
                seen.Add((now, failed, slow));
                var from = ((now / Part) - TimeWindow.Parts + 1) * Part;
                var within = seen.Where(call => call.At >= from).ToArray();
                var counts = new WindowCounts(within.Length, within.Count(static call => call.Failed), within.Count(static call => call.Slow));
                if (window.Read(now) != counts) return false;
            }

            return true;
        }, iter: 500, seed: "0000KfZ2qY51");

    [Fact]
    public void Add_FromManyThreads_LosesNothing()
    {
        var window = new TimeWindow(1_000_000, 0);

        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 10_000; i++) window.Add(failed: i % 4 == 0, slow: i % 10 == 0, (thread * 100) + i);
        });

        window.Read(20_000).ShouldBe(new WindowCounts(80_000, 20_000, 8_000));
    }

    /// <summary>While time moves on under many hands no old failure comes back.</summary>
    [Fact]
    public void Read_WhileTheWindowMoves_NeverShowsMoreThanWasAdded()
    {
        var window = new TimeWindow(Length, 0);
        for (var i = 0; i < 1_000; i++) window.Add(failed: true, slow: false, 0);
        var bad = 0;

        Parallel.For(0, 8, _ =>
        {
            for (long now = 2_000; now < 40_000; now += 7)
            {
                window.Add(failed: false, slow: false, now);
                if (window.Read(now).Failed != 0) Interlocked.Increment(ref bad);
            }
        });

        bad.ShouldBe(0);
    }
}
