using CsCheck;
using Holdfast.Core.Principles.Balancing.Ejecting;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

public sealed class EjectWindowTests
{
    [Fact]
    public void Over_AnyReadings_IsTheSumOfTheNewest() =>
        Gen.Select(Gen.Int[0, 5].Array[1, 150], Gen.Int[0, 60]).Sample((steps, span) =>
        {
            var window = new EjectWindow();
            var total = new EjectCounts(1_000, 0, 0, 0, 0);
            window.Restart(total);
            foreach (var step in steps)
            {
                total = total.Plus(new EjectCounts(step, 2 * step, 0, 0, 0));
                window.Add(total);
            }

            var expected = steps.TakeLast(Math.Min(span, EjectWindow.SweepsMax)).Sum();
            window.Over(span).ShouldBe(new EjectCounts(expected, 2 * expected, 0, 0, 0));
            window.IsIdle.ShouldBe(steps.TakeLast(EjectWindow.SweepsMax).Sum() == 0);
        });

    [Fact]
    public void Restart_AfterReadings_ForgetsThem()
    {
        var window = new EjectWindow();
        window.Add(new EjectCounts(0, 50, 0, 0, 0));
        window.Add(new EjectCounts(0, 90, 0, 0, 0));

        window.Restart(new EjectCounts(0, 100, 0, 0, 0));
        window.Over(EjectWindow.SweepsMax).ShouldBe(default);
        window.Add(new EjectCounts(7, 100, 0, 0, 0));
        window.Over(EjectWindow.SweepsMax).ShouldBe(new EjectCounts(7, 0, 0, 0, 0));
    }
}
