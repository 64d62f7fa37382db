using CsCheck;
using Holdfast.Control.Plans;

namespace Holdfast.Control.Tests.Plans;

public sealed class PlanWatchMachineTests
{
    private static readonly SourceStamps Old = Stamps("old");
    private static readonly SourceStamps New = Stamps("new");
    private static readonly SourceStamps Half = Stamps("half");

    [Fact]
    public void Look_NothingChanged_IsNotDue()
    {
        var (next, isDue) = new PlanWatchMachine(Old).On(Stamps("old"));

        isDue.ShouldBeFalse();
        next.ShouldBe(new PlanWatchMachine(Old));
    }

    [Fact]
    public void Look_ChangedOnce_WaitsForTheSecondThatAgrees()
    {
        var (first, isDue) = new PlanWatchMachine(Old).On(New);
        isDue.ShouldBeFalse();

        first.On(Stamps("new")).IsDue.ShouldBeTrue();
    }

    [Fact]
    public void Look_CaughtInTheMiddleOfAWrite_WaitsOn()
    {
        var (machine, _) = new PlanWatchMachine(Old).On(Half);
        (machine, var isDue) = machine.On(New);

        isDue.ShouldBeFalse();
        machine.On(New).IsDue.ShouldBeTrue();
    }

    [Fact]
    public void Look_GoneForAMomentAndBack_IsNotDue()
    {
        var (machine, _) = new PlanWatchMachine(Old).On(Stamps(IFileStamps.Absent));

        machine.On(Old).ShouldBe((new PlanWatchMachine(Old), false));
    }

    [Fact]
    public void Look_NeverAtRest_IsDueAtTheLimit()
    {
        var machine = new PlanWatchMachine(Old);
        for (var look = 1; look < PlanWatchMachine.LooksMax; look++)
        {
            (machine, var isDue) = machine.On(Stamps($"{look}"));
            isDue.ShouldBeFalse();
        }

        machine.On(New).IsDue.ShouldBeTrue();
    }

    /// <summary>Whatever happens on disk: due only when changed, always when two looks agree, and never later than the limit.</summary>
    [Fact]
    public void Looks_OfAnySequence_KeepTheRules() =>
        Gen.Int[0, 9].Array[1, 40].Sample(looks =>
        {
            var machine = new PlanWatchMachine(Stamps("0"));
            var (before, restless) = (0, 0);
            foreach (var look in looks)
            {
                (machine, var isDue) = machine.On(Stamps($"{look}"));
                restless = look == 0 ? 0 : restless + 1;
                isDue.ShouldBe(look != 0 && (look == before || restless >= PlanWatchMachine.LooksMax));
                if (isDue)
                    return;
                before = look;
            }
        });

    private static SourceStamps Stamps(string text) => new([new SourceStamp("/plan.yaml", IsFolder: false, text)]);
}
