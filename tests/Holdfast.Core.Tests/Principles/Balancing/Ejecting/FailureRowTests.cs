using CsCheck;
using Holdfast.Core.Principles.Balancing.Ejecting;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

public sealed class FailureRowTests
{
    [Fact]
    public void Row_AnySequence_CountsAsThoseWhoCountEachKindApart() => Gen.Int[0, 4].Array[0, 60].Sample(events =>
    {
        var row = default(FailureRow);
        var (failures, late, unconnected, newest) = (0, 0, 0, false);
        foreach (var one in events)
        {
            if (one <= 1)
            {
                row = row.Failed(connected: one == 1);
                (failures, unconnected) = (failures + 1, unconnected + 1 - one);
            }
            else if (one <= 3)
            {
                row = row.BecameLate();
                (failures, late, newest) = (failures + 1, late + 1, true);
            }
            else
            {
                row = row.Forgiven();
                if (late == failures) (failures, late) = (0, 0);
            }

            (row.Failures, row.Late, row.Unconnected, row.IsNewestLate).ShouldBe((failures, late, unconnected, newest));
            row.IsUnconnected.ShouldBe(failures > 0 && unconnected == failures);
            row.IsAnswering.ShouldBe(late == 0 && !row.IsUnconnected);
        }
    }, iter: 5_000);

    [Fact]
    public void Row_MoreThanFits_StaysFull()
    {
        var row = default(FailureRow);
        for (var i = 0; i < FailureRow.FailuresMax; i++) row = row.BecameLate();

        row.BecameLate().ShouldBe(row);
        row.Failed(connected: false).ShouldBe(row);
        (row.Failures, row.Late, row.Unconnected).ShouldBe((FailureRow.FailuresMax, FailureRow.FailuresMax, 0));
    }
}
