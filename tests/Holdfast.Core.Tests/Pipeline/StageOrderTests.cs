using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Tests.Pipeline;

public sealed class StageOrderTests
{
    [Fact]
    public void StageOrder_Always_IsTheOneThatWasDecided()
    {
        StageOrder.Inbound.Select(stage => stage.Position).ShouldBe(
        [
            Position.Match, Position.ChaosClient, Position.Overload, Position.HotKeys, Position.Limits, Position.Degradation,
            Position.Async, Position.Cache, Position.Isolation,
        ]);
        StageOrder.Outbound.Select(stage => stage.Position).ShouldBe(
        [
            Position.Version, Position.Deadline, Position.Retry, Position.Breaker, Position.ServiceLimit, Position.Pool,
            Position.Balance, Position.NodePool, Position.ChaosUpstream, Position.Attempt, Position.Observe, Position.Otherwise,
        ]);
    }

    [Fact]
    public void Positions_AsNumbers_FollowTheOrder() => StageOrder.Inbound.Concat(StageOrder.Outbound)
        .Select(stage => stage.Position).ShouldBe(Enum.GetValues<Position>());

    [Fact]
    public void Positions_Each_HasAReason() => StageOrder.Inbound.Concat(StageOrder.Outbound)
        .ShouldAllBe(stage => stage.Reason.Length > 20);
}
