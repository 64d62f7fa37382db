using CsCheck;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Overload.Shedding;

namespace Holdfast.Core.Tests.Principles.Limits.Overload.Shedding;

public sealed class ShedMachineTests
{
    [Fact]
    public void Cut_MoreThanIsServed_LetsALittleMoreThroughThanThat()
    {
        var machine = Run(ShedMachine.Open, 20, Arrivals(normal: 1_000), served: 100, isFull: true);

        Passing(machine, Arrivals(normal: 1_000)).ShouldBe(110, 2);
    }

    [Fact]
    public void Cut_CriticalFits_IsBelowIt()
    {
        var machine = Run(ShedMachine.Open, 20, Arrivals(critical: 90, normal: 900, sheddable: 900), served: 100, isFull: true);

        machine.Cut.ShouldBeGreaterThan(ShedRank.Parts);
        ShedRank.CriticalityOf((int)machine.Cut).ShouldBe(Criticality.Normal);
    }

    [Fact]
    public void Cut_CriticalAloneIsTooMuch_IsWithinIt() =>
        Run(ShedMachine.Open, 20, Arrivals(critical: 900), served: 100, isFull: true).Cut.ShouldBeLessThan(ShedRank.Parts);

    [Fact]
    public void Cut_AllFromOneUser_LetsAShareThrough()
    {
        var arrivals = new int[ShedRank.Count];
        arrivals[150] = 1_000;

        var machine = Run(ShedMachine.Open, 20, arrivals, served: 100, isFull: true);

        machine.Cut.ShouldBe(150.11, 0.01);
    }

    [Fact]
    public void Cut_AllFromOneUserAndTheRingMovesOn_LetsTheSameShareThrough()
    {
        var arrivals = new int[ShedRank.Count];
        arrivals[150] = 1_000;
        var machine = Run(ShedMachine.Open, 20, arrivals, served: 100, isFull: true);

        for (var turned = 1; turned < ShedRank.Parts; turned++)
        {
            machine = machine.Next(new ShedReading(arrivals, 100, true, 0.1, turned: turned));
            (machine.Cut - ShedRank.Of(150, turned)).ShouldBe(0.11, 0.01);
        }
    }

    [Fact]
    public void Cut_LessComes_IsOverWithinTwoSeconds()
    {
        var machine = Run(ShedMachine.Open, 50, Arrivals(normal: 1_000), served: 100, isFull: true);

        var looks = 0;
        for (; !machine.IsOver && looks < 100; looks++) machine = Run(machine, 1, Arrivals(normal: 80), served: 80, isFull: false);

        looks.ShouldBeLessThanOrEqualTo(30);
        machine.Cut.ShouldBe(ShedRank.Count);
    }

    [Fact]
    public void Cut_SameLoad_StaysWhereItIs()
    {
        var machine = Run(ShedMachine.Open, 50, Arrivals(normal: 1_000), served: 100, isFull: true);
        for (var i = 0; i < 50; i++)
        {
            var next = Run(machine, 1, Arrivals(normal: 1_000), served: 100, isFull: true);
            Math.Abs(next.Cut - machine.Cut).ShouldBeLessThan(1);
            machine = next;
        }
    }

    [Fact]
    public void Cut_AnythingThatCame_IsAmongTheRanks() =>
        Gen.Select(Gen.Int[0, 500].Array[ShedRank.Count], Gen.Int[0, 100_000], Gen.Bool, Gen.Double[0, 100]).Array[1, 20].Sample(readings =>
        {
            var machine = ShedMachine.Open;
            foreach (var (arrivals, served, isFull, seconds) in readings)
            {
                machine = machine.Next(new ShedReading(arrivals, served, isFull, seconds));
                machine.Cut.ShouldBeInRange(0, ShedRank.Count);
            }
        });

    private static ShedMachine Run(ShedMachine machine, int looks, int[] arrivals, long served, bool isFull)
    {
        for (var i = 0; i < looks; i++) machine = machine.Next(new ShedReading(arrivals, served, isFull, 0.1));
        return machine;
    }

    private static double Passing(ShedMachine machine, int[] arrivals)
    {
        var whole = (int)machine.Cut;
        return arrivals.Take(whole).Sum() + (whole < arrivals.Length ? arrivals[whole] * (machine.Cut - whole) : 0);
    }

    private static int[] Arrivals(int critical = 0, int normal = 0, int sheddable = 0)
    {
        var arrivals = new int[ShedRank.Count];
        for (var i = 0; i < critical; i++) arrivals[i % ShedRank.Parts]++;
        for (var i = 0; i < normal; i++) arrivals[(2 * ShedRank.Parts) + (i % ShedRank.Parts)]++;
        for (var i = 0; i < sheddable; i++) arrivals[(3 * ShedRank.Parts) + (i % ShedRank.Parts)]++;
        return arrivals;
    }
}
