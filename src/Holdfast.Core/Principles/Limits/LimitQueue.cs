using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Cells;

namespace Holdfast.Core.Principles.Limits;

/// <summary>Spaces calls: who is early waits for its turn, which is known from the beginning. No thread waits with it, and no list is kept.</summary>
internal sealed class LimitQueue(LimitSeat seat)
{
    /// <summary>Who went while it waited hears nothing of it; the name is for traces.</summary>
    public Refusal Left { get; } = seat.Model.QueueFull with { Decision = "limit-left" };

    public bool Holds(Call call) => seat.Holds(call);

    /// <param name="turn">Of a call that may pass, now or later.</param>
    /// <returns>False: it is refused.</returns>
    public bool TryPass(Call call, long timestamp, bool mayWait, out LimitTurn turn, out Verdict refused)
    {
        (turn, refused) = (default, default);
        var (set, model) = (seat.Set, seat.Model);
        if (set.Find(model, call, timestamp) is not BucketCell cell) return true;
        var now = set.Clock.At(timestamp);
        var observed = model.Plan.Observe;
        var longest = mayWait && !observed ? Math.Min(cell.Spec.Longest, set.Clock.Units(Remaining.Of(call, call.Interface!).Time)) : 0;
        var isQueued = longest > 0 && set.TryQueue(model.Plan.Queue ?? 0);
        var isReserved = cell.TryReserve(now, isQueued ? longest : 0, out var wait, out var place);
        if (isQueued && (!isReserved || wait == 0)) set.Dequeue();
        if (isReserved)
        {
            if (wait == 0) Passed(call, cell, timestamp);
            turn = new LimitTurn(cell, wait, place);
            return true;
        }

        if (observed)
        {
            seat.Passed(call, new LimitTaking(cell, false, false, -wait), timestamp);
            return true;
        }

        // Beyond the longest wait: by then others will have been served.
        refused = seat.Refuse(call, new LimitTaking(cell, true, false, Math.Max(1, wait - longest)), timestamp, model.QueueFull);
        return false;
    }

    /// <returns>False: its caller went.</returns>
    public async ValueTask<bool> WaitAsync(Call call, LimitTurn turn)
    {
        try
        {
            await Task.Delay(Milliseconds(seat.Set.Clock.Time(turn.Wait)), call.Time, call.CallerGoing);
        }
        catch (OperationCanceledException)
        {
            // Its caller went.
        }
        finally
        {
            seat.Set.Dequeue();
        }

        if (call.CallerGone)
        {
            turn.Cell!.GiveUp(turn.Place);
            return false;
        }

        Passed(call, turn.Cell!, call.Time.GetTimestamp());
        return true;
    }

    /// <summary>From its arrival to its turn.</summary>
    public double Milliseconds(LimitTurn turn) => seat.Set.Clock.Time(turn.Wait).TotalMilliseconds;

    public void Write(Call call, long timestamp)
    {
        if (seat.Model.Plan.Headers) seat.Write(call, new LimitTaking(seat.Set.Find(seat.Model, call, timestamp), false, false, 0), timestamp);
    }

    private void Passed(Call call, BucketCell cell, long timestamp) => seat.Passed(call, new LimitTaking(cell, false, true, 0), timestamp);

    /// <summary>Timers count whole milliseconds: rounded up, so that nobody comes too early.</summary>
    private static TimeSpan Milliseconds(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
