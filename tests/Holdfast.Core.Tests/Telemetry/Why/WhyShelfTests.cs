using CsCheck;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Telemetry.Why;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Telemetry.Why;

public sealed class WhyShelfTests
{
    private const int Places = 6;

    private static readonly Gen<WhyRank> Rank = Gen.Int[0, 2].Select(static rank => (WhyRank)rank);

    /// <summary>Against the plainest way to say it: what is on the shelf, and of that the worst goes.</summary>
    [Fact]
    public async Task Take_AnyOrderOfRanks_TheLeastAndOldestGoesFirst()
    {
        await using var bench = new Bench();
        using var call = bench.Call();
        Rank.Array[0, 60].Sample(
            ranks =>
            {
                var shelf = new WhyShelf(Places);
                var kept = new List<(WhyRank Rank, int Number)>();
                for (var number = 0; number < ranks.Length; number++)
                {
                    Put(shelf, call, ranks[number], number);
                    kept.Add((ranks[number], number));
                    if (kept.Count > Places) kept.Remove(kept.Min());
                }

                return shelf.Read(static _ => true).Select(static record => record.Told.Status)
                    .SequenceEqual(kept.Select(static one => one.Number).OrderDescending());
            },
            seed: "0N0XIzNsQ0O2", iter: 1_000, threads: 1);
    }

    /// <summary>Readers meanwhile see each call whole, or not at all.</summary>
    [Fact]
    public async Task Read_WhileManyWrite_NothingIsTorn()
    {
        await using var bench = new Bench();
        var shelf = new WhyShelf(32);
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 2).Select(writer => Task.Run(() =>
        {
            using var call = bench.Call();
            for (var i = 0; !stop.IsCancellationRequested; i++) Put(shelf, call, (WhyRank)(i % 3), (writer * 1_000_000) + (i % 1_000_000));
        })).ToArray();

        var seen = 0;
        while (seen < 1_000)
        {
            foreach (var record in shelf.Read(static _ => true))
            {
                var number = record.Told.Status;
                record.Path.ShouldBe($"/{number}");
                record.Told.TraceId.ShouldBe(WhyScene.Trace(number));
                record.Decisions.ToArray().ShouldAllBe(one => one.Name == $"/{number}");
                seen++;
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        shelf.Read(static _ => true).Count().ShouldBe(32);
    }

    private static void Put(WhyShelf shelf, FakeCall call, WhyRank rank, int number)
    {
        if (shelf.Take(rank, out var place) is not { } record) return;
        call.Decisions.Clear();
        call.Target = $"/{number}";
        for (var i = 0; i < 3; i++) call.Record(Position.Limits, call.Target, "rule");
        record.Write(call, Outcome.Refused, rank, new WhyTold(WhyScene.Trace(number), null, number));
        shelf.Settle(place, rank);
    }
}
