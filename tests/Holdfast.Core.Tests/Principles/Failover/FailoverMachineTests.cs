using CsCheck;
using Holdfast.Core.Principles.Failover;

namespace Holdfast.Core.Tests.Principles.Failover;

public sealed class FailoverMachineTests
{
    [Theory]
    [InlineData(10, 10, 1.0)]
    [InlineData(8, 10, 1.0)]
    [InlineData(7, 10, 0.98)]
    [InlineData(5, 10, 0.7)]
    [InlineData(0, 10, 0.0)]
    public void Shares_FirstGroupSickens_SpillsWhatItCannotCarry(int usable, int total, double expected)
    {
        var shares = FailoverMachine.Shares([(usable, total), (10, 10)]);

        shares[0].ShouldBe(expected, 1e-9);
        shares[1].ShouldBe(1 - expected, 1e-9);
    }

    [Fact]
    public void Shares_NobodyCanCarryItsPart_AreInProportion() =>
        FailoverMachine.Shares([(2, 10), (1, 10)]).ShouldBe([2.0 / 3, 1.0 / 3], tolerance: 1e-9);

    [Fact]
    public void Shares_AnyGroups_AddUpToOneAndSpareTheUnusable() =>
        Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100]).Array[1, 8].Sample(drawn =>
        {
            var groups = drawn.Select(g => (Usable: (double)Math.Min(g.Item1, g.Item2), Total: Math.Max(g.Item1, g.Item2))).ToArray();
            var shares = FailoverMachine.Shares(groups);

            shares.Sum().ShouldBe(groups.Any(g => g.Usable > 0) ? 1 : 0, 1e-9);
            shares.Zip(groups).ShouldAllBe(s => s.First >= 0 && (s.Second.Usable > 0 || s.First < 1e-9));
        });
}
