using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Cells;

namespace Holdfast.Core.Principles.Limits;

/// <summary>In and out of a limit on calls at once.</summary>
internal static class ConcurrencyTaking
{
    /// <param name="inside">What to leave by; null: it was not counted.</param>
    public static Verdict Enter(LimitSeat seat, Call call, out object? inside)
    {
        inside = null;
        var timestamp = call.Now;
        var taking = seat.Take(call, timestamp);
        if (taking.IsRefused)
        {
            seat.Write(call, taking, timestamp);
            return seat.Refuse(call, taking, timestamp);
        }

        inside = Pass(seat, call, taking, timestamp);
        return Verdict.Pass;
    }

    /// <inheritdoc cref="Enter"/>
    /// <returns>False: there is no place now, and nothing has come of it.</returns>
    public static bool TryEnter(LimitSeat seat, Call call, out object? inside)
    {
        var timestamp = call.Now;
        var taking = seat.Take(call, timestamp);
        inside = taking.IsRefused ? null : Pass(seat, call, taking, timestamp);
        return !taking.IsRefused;
    }

    public static void Leave(object? inside) => (inside as ConcurrencyCell)?.Leave();

    private static ConcurrencyCell? Pass(LimitSeat seat, Call call, in LimitTaking taking, long timestamp)
    {
        if (taking.Cell is not ConcurrencyCell cell) return null;
        // Observed beyond the limit it is on its way all the same.
        if (!taking.IsTaken) cell.Enter();
        seat.Passed(call, taking, timestamp);
        seat.Write(call, taking, timestamp);
        return cell;
    }
}
