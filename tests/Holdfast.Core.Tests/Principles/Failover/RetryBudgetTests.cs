using CsCheck;
using Holdfast.Core.Principles.Failover;

namespace Holdfast.Core.Tests.Principles.Failover;

public sealed class RetryBudgetTests
{
    private static readonly RetryBudgetPlan Default = RetryBudgetPlan.Field.Default!;

    [Fact]
    public void TryTake_NoCalls_AllowsAFewASecond()
    {
        var budget = new RetryBudget();

        Take(budget, Default, 1_000).ShouldBe(Default.AtLeast * RetryBudget.WindowSeconds);
        budget.Refused.ShouldBe(1_000 - (Default.AtLeast * RetryBudget.WindowSeconds));
    }

    [Fact]
    public void TryTake_ManyCalls_AllowsTheirShare()
    {
        var budget = new RetryBudget();
        for (var i = 0; i < 10_000; i++) budget.Called();

        Take(budget, Default, 10_000).ShouldBe(2_000);
    }

    [Fact]
    public void TryTake_WindowHasMovedOn_AllowsAnew()
    {
        var budget = new RetryBudget();
        Take(budget, Default, 1_000).ShouldBe(30);

        for (var second = 1; second <= RetryBudget.WindowSeconds; second++)
        {
            budget.Tick();
            Take(budget, Default, 1).ShouldBe(0, $"after {second} s");
        }

        budget.Tick();
        Take(budget, Default, 1_000).ShouldBe(30);
    }

    [Fact]
    public void TryTake_FromManyThreads_NeverOverdraws()
    {
        var budget = new RetryBudget();
        for (var i = 0; i < 5_000; i++) budget.Called();
        var taken = 0;

        Parallel.For(0, 8, _ => Interlocked.Add(ref taken, Take(budget, Default, 1_000)));

        taken.ShouldBe(1_000);
        budget.Retries.ShouldBe(1_000);
    }

    /// <summary>In every window of ten seconds that ends with a retry, wherever it begins.</summary>
    [Fact]
    public void TryTake_AnyTraffic_StaysWithinTheBudgetInEveryWindow() => Gen.Select(
        Gen.Int[0, 400].Array[40], Gen.Int[0, 400].Array[40], Gen.Double[0.01, 1], Gen.Int[0, 5]).Sample(
        (calls, wanted, ratio, atLeast) =>
        {
            var plan = new RetryBudgetPlan { Ratio = ratio, AtLeast = atLeast };
            var budget = new RetryBudget();
            var granted = new int[calls.Length];
            for (var second = 0; second < calls.Length; second++)
            {
                for (var i = 0; i < calls[second]; i++) budget.Called();
                granted[second] = Take(budget, plan, wanted[second]);
                budget.Tick();
            }

            for (var end = 0; end < calls.Length; end++)
            {
                if (granted[end] == 0) continue;
                // The budget's own window is up to a second longer, so the calls of that second count.
                var own = Math.Max(0, end - RetryBudget.WindowSeconds)..(end + 1);
                var window = Math.Max(0, end + 1 - RetryBudget.WindowSeconds)..(end + 1);
                var most = Math.Max(ratio * calls[own].Sum(), atLeast * RetryBudget.WindowSeconds);
                if (granted[window].Sum() > most + 1e-9) return false;
            }

            return true;
        }, iter: 300);

    private static int Take(RetryBudget budget, RetryBudgetPlan plan, int times)
    {
        var taken = 0;
        for (var i = 0; i < times; i++)
            if (budget.TryTake(plan, out var _)) taken++;
        return taken;
    }
}
