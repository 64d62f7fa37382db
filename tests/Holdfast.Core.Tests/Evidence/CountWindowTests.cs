using CsCheck;
using Holdfast.Core.Evidence;

namespace Holdfast.Core.Tests.Evidence;

public sealed class CountWindowTests
{
    [Fact]
    public void Read_AnyCalls_SeesTheLast() => Gen.Select(Gen.Int[1, 150], Gen.Select(Gen.Bool, Gen.Bool).Array[0, 400]).Sample((size, calls) =>
    {
        var window = new CountWindow(size);
        for (var i = 0; i < calls.Length; i++)
        {
            window.Add(calls[i].Item1, calls[i].Item2, now: 0);
            var last = calls.Take(i + 1).TakeLast(size).ToArray();
            if (window.Read(0) != new WindowCounts(last.Length, last.Count(static call => call.Item1), last.Count(static call => call.Item2))) return false;
        }

        return true;
    }, iter: 200, seed: "0000KfZ2qY51");

    [Fact]
    public void Add_FromManyThreads_CountsWhatItHolds()
    {
        var window = new CountWindow(100);

        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 50_000; i++) window.Add(failed: (i + thread) % 3 == 0, slow: i % 2 == 0, now: 0);
        });
        for (var i = 0; i < 100; i++) window.Add(failed: i < 30, slow: i < 20, now: 0);

        // Bits and counts still agree: what is there now is only what came last.
        window.Read(0).ShouldBe(new WindowCounts(100, 30, 20));
    }
}
