using Holdfast.Core.Principles.Failover;
using Holdfast.Core.Telemetry;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Telemetry;

public sealed class RetrySamplerTests
{
    [Fact]
    public async Task Report_RetriesWithinAndOverTheBudget_SaysBothASecondUntilTheyLeaveTheWindow()
    {
        await using var bench = new Bench();
        var state = FailoverSlice.State(bench.Plan.Interfaces["i"].State);
        var budget = FailoverSlice.Budget(bench.Runtime.State.Service("s"));
        var plan = RetryBudgetPlan.Field.Default!;
        for (var i = 0; i < 8; i++) state.Retried();
        for (var i = 0; i < 4; i++) state.Hedged();
        for (var i = 0; i < (plan.AtLeast * RetryBudget.WindowSeconds) + 2; i++) budget.TryTake(plan, out var _);

        bench.Time.Advance(TimeSpan.FromSeconds(2));

        Rates(bench).ShouldBe((4, 2, 1));
        bench.Time.Advance(TimeSpan.FromSeconds(StatusSampler.WindowSeconds + 1));
        Rates(bench).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Report_InterfaceAddedByARevision_CountsFromItsBeginning()
    {
        await using var bench = new Bench();
        bench.Time.Advance(TimeSpan.FromSeconds(4));
        bench.Publish(Bench.TwoNodes.Replace("  i: {", "  j: {"));
        for (var i = 0; i < 8; i++) FailoverSlice.State(bench.Plan.Interfaces["j"].State).Retried();

        bench.Time.Advance(TimeSpan.FromSeconds(4));

        Rates(bench).Retries.ShouldBe(1);
    }

    private static (double Retries, double Hedges, double OverBudget) Rates(Bench bench)
    {
        var report = StatusReporter.Report(bench.Runtime, isReady: true);
        var target = report.Interfaces.ShouldHaveSingleItem();
        return (target.RetriesPerSecond, target.HedgesPerSecond, report.Services.ShouldHaveSingleItem().OverBudgetPerSecond);
    }
}
