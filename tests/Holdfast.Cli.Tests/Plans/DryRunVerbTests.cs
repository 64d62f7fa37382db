using Holdfast.Cli.Plans;
using Holdfast.Core.DryRuns;

namespace Holdfast.Cli.Tests.Plans;

public sealed class DryRunVerbTests
{
    [Fact]
    public void Lines_OfAReport_SayHowManyOfHowManyAndByWhichRule()
    {
        var report = new DryRunReport(
            48_120, 252, 12, 3, [new DryRunLine("interfaces.search.limit", "search", 5_120, 9, 0), new DryRunLine("interfaces.orders.limit[1]", "orders", 900, 3, 3)], 40, 7);

        DryRunVerb.Lines(report).ShouldBe(
        [
            "of the last 48,120 calls (4 min) its limits would have refused 12; those of the live plan, asked in the same way, 3",
            "  interfaces.search.limit: 9 of 5,120 calls of search, now 0",
            "  interfaces.orders.limit[1]: 3 of 900 calls of orders, now 3",
            "40 calls cannot be judged: what a limit counts them by (a path, a claim, a header that no live limit counts by) is not kept",
            "7 calls were of interfaces that it does not have",
        ]);
    }

    [Fact]
    public void Lines_WithoutCalls_SaySo() =>
        DryRunVerb.Lines(new DryRunReport(0, 0, 0, 0, [], 0, 0)).ShouldHaveSingleItem().ShouldStartWith("nobody has called");
}
