using Holdfast.Core.Plan;
using Holdfast.Testing;

namespace Holdfast.Core.Tests.Plan;

public sealed class LargePlanTests
{
    [Fact]
    public void TenThousandInterfaces_Read_AreWithinEveryLimit()
    {
        var plan = Texts.Good(LargePlan.Write(interfaces: 10_000, nodesOfEach: 5));

        plan.Interfaces.Count.ShouldBe(10_000);
        plan.Services.Values.Sum(s => s.Versions["v1"].Nodes.Count).ShouldBe(50_000);
    }

    [Fact]
    public void LargePlan_WithAThousandUnknownServices_IsReadAllTheSame()
    {
        var text = LargePlan.Write(interfaces: 1_000, nodesOfEach: 1).Replace("service: service-", "service: servize-", StringComparison.Ordinal);

        var result = Texts.Read(text);

        // Each interface misses its service, and each service its interface.
        result.ErrorsTotal.ShouldBe(2_000);
        result.Errors[0].Known.ShouldBe(RuleErrors.UnusedService);
    }
}
