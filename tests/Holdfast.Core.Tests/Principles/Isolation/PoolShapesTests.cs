using Holdfast.Core.Principles.Isolation;

namespace Holdfast.Core.Tests.Principles.Isolation;

public sealed class PoolShapesTests
{
    [Theory]
    [InlineData("concurrency: 50", 4, 50)]
    [InlineData("per-node: 20", 4, 80)]
    [InlineData("per-node: 20", 1, 20)]
    [InlineData("per-node: 20", 0, 20)]
    [InlineData("concurrency: 50, per-node: 20", 4, 50)]
    [InlineData("concurrency: 50, per-node: 20", 2, 40)]
    [InlineData("per-node: 30000", 4, 30_000)]
    public void Of_NodesThatAreUsable_IsWhatTheyMayHaveTogether(string pool, int nodes, int capacity) =>
        PoolShapes.Of(IsolationPlans.Pool(pool), nodes).Capacity.ShouldBe(capacity);

    [Fact]
    public void Of_Partitions_AreRoundedInFavourOfTheirOwners()
    {
        var shape = PoolShapes.Of(IsolationPlans.Pool(
            "concurrency: 100, queue: 50, wait: 1s, partitions: { live: { criticality: high, share: 0.29 }, batch: { criticality: sheddable, share: 0.1, lend: 1 }, last: { criticality: normal, share: 0.05, lend: 0 } }"), 1);

        shape.Shares.ShouldBe([default, new PoolShare(29, 15), new PoolShare(10, 0), new PoolShare(5, 5)]);
        shape.LentMax.ShouldBe(24);
    }
}
