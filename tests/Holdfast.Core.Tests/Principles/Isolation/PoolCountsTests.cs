using CsCheck;
using Holdfast.Core.Principles.Isolation;

namespace Holdfast.Core.Tests.Principles.Isolation;

public sealed class PoolCountsTests
{
    [Fact]
    public void Counts_AnyComingAndGoing_AreKeptApart() => Gen.Select(Gen.Int[0, 4], Gen.Bool, Gen.Bool).Array[0, 300].Sample(steps =>
    {
        var counts = default(PoolCounts);
        var expected = new int[PoolCounts.SlotsMax];
        foreach (var (slot, comes, waits) in steps)
        {
            if (comes) counts = counts.Entered(slot);
            else if (expected[slot] > 0) counts = counts.Left(slot);
            expected[slot] = comes ? expected[slot] + 1 : Math.Max(0, expected[slot] - 1);
            counts = counts.Waiting(waits);

            Enumerable.Range(0, PoolCounts.SlotsMax).Select(one => counts[one]).ShouldBe(expected);
            counts.Total.ShouldBe(expected.Sum());
            counts.AnyWaits.ShouldBe(waits);
        }
    }, seed: "0000KfZ2qY51");

    [Fact]
    public void Counts_AtTheirEnds_AreStillKeptApart()
    {
        var counts = new PoolCounts(long.MaxValue);

        Enumerable.Range(0, PoolCounts.SlotsMax).ShouldAllBe(slot => counts.IsAtEnd(slot));
        counts.Total.ShouldBe(PoolCounts.InRestMax + (4 * PoolCounts.InPartitionMax));
        counts.Waiting(any: true).Total.ShouldBe(counts.Total);
        PoolCounts.InRestMax.ShouldBeGreaterThanOrEqualTo(PoolFields.CallsMax);
        PoolCounts.InPartitionMax.ShouldBeGreaterThanOrEqualTo(PoolPlan.PartitionedCallsMax);
    }
}
