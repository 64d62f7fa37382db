using Holdfast.Gateway.Front;

namespace Holdfast.Gateway.Tests.Front;

public sealed class DescriptorLimitTests
{
    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 462)]
    [InlineData("Max open files            50                   50                   files     ", 1)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max processes             100                  100                  processes ", null)]
    public void Read_LimitsOfAProcess_LeavesRoomForNodesAndTheRest(string line, int? connections) =>
        DescriptorLimit.Read(["Limit                     Soft Limit           Hard Limit           Units     ", line]).ShouldBe(connections);

    [Fact]
    public void ConnectionsMax_OfThisProcess_IsKnown() => DescriptorLimit.ConnectionsMax().ShouldNotBeNull().ShouldBeGreaterThan(0);
}
