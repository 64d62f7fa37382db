using Holdfast.Core.Principles.Failover.Draining;

namespace Holdfast.Core.Tests.Principles.Failover.Draining;

public sealed class DrainMachineTests
{
    [Theory]
    [InlineData(true, true, 1, false, true)]
    [InlineData(true, true, 0, false, false)]
    [InlineData(true, true, 0, true, true)]
    [InlineData(true, false, 0, false, true)]
    [InlineData(false, true, 0, false, true)]
    public void MayDrain_RefusesOnlyTheLastNodeThatTakesCalls(bool isLive, bool takesCalls, int others, bool force, bool may) =>
        DrainMachine.MayDrain(isLive, takesCalls, others, force).ShouldBe(may);
}
