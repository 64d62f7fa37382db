using Holdfast.Core.Evidence;

namespace Holdfast.Core.Tests.Evidence;

public sealed class StripedTests
{
    [Fact]
    public void Add_FromManyThreads_LosesNothing()
    {
        var striped = new Striped(3);

        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 20_000; i++) striped.Add(i % 3);
        });

        Span<long> totals = stackalloc long[3];
        striped.ReadInto(totals);
        (totals[0] + totals[1] + totals[2]).ShouldBe(160_000);
        totals[0].ShouldBe(8 * 6_667);
    }

    [Fact]
    public void Add_CounterOutside_Throws() => Should.Throw<ArgumentOutOfRangeException>(() => new Striped(3).Add(3));

    [Fact]
    public void IsUntouched_UntilTheFirstAdd()
    {
        var striped = new Striped(1);
        striped.IsUntouched.ShouldBeTrue();
        striped.Add(0);
        striped.IsUntouched.ShouldBeFalse();
    }
}
