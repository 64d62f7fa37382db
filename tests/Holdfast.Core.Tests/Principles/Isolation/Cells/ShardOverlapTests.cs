using CsCheck;
using Holdfast.Core.Principles.Isolation.Cells;

namespace Holdfast.Core.Tests.Principles.Isolation.Cells;

public sealed class ShardOverlapTests
{
    [Theory]
    [InlineData(8, 2, 28)]
    [InlineData(100, 5, 75_287_520)]
    [InlineData(3, 3, 1)]
    public void Choices_OfNodes_AreCounted(int nodes, int each, double choices) => ShardOverlap.Choices(nodes, each).ShouldBe(choices);

    [Fact]
    public void Sharing_EightChooseTwo_IsWhatTheDocsSay()
    {
        ShardOverlap.LoseAll(8, 2).ShouldBe(1 / 28.0, 1e-12);
        ShardOverlap.Sharing(8, 2, common: 1).ShouldBe(12 / 28.0, 1e-12);
        ShardOverlap.LoseAny(8, 2).ShouldBe(13 / 28.0, 1e-12);
    }

    [Fact]
    public void Sharing_EveryNumberOfNodesInCommon_AddsUpToOne() => Gen.Select(Gen.Int[3, 60], Gen.Int[2, 12]).Sample((nodes, each) =>
    {
        if (each > nodes) return;
        Enumerable.Range(0, each + 1).Sum(common => ShardOverlap.Sharing(nodes, each, common)).ShouldBe(1, 1e-9);
    });
}
