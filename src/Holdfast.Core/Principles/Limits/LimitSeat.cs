using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Cells;

namespace Holdfast.Core.Principles.Limits;

/// <summary>A limit as one revision uses it.</summary>
/// <param name="subject">What it limits, as a path of the plan.</param>
internal sealed class LimitSeat(LimitSet set, LimitModel model, string subject)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    public LimitSet Set => set;

    public LimitModel Model => model;

    public string Subject => subject;

    /// <summary>Counts a call, where the limit holds for it.</summary>
    public LimitTaking Take(Call call, long timestamp)
    {
        if (!Holds(call)) return default;
        if (model.Kind == LimitKind.GiveWay) return Refused(null, 0);
        if (set.Find(model, call, timestamp) is not { } cell) return default;
        return cell.TryTake(set.Clock.At(timestamp), out var wait) ? new LimitTaking(cell, false, true, 0) : Refused(cell, wait);
    }

    /// <summary>What it would say, without counting.</summary>
    public LimitTaking Peek(Call call, long timestamp)
    {
        if (!Holds(call) || model.Plan.Observe) return default;
        if (model.Kind == LimitKind.GiveWay) return Refused(null, 0);
        if (set.Find(model, call, timestamp) is not { } cell) return default;
        var wait = cell.Wait(set.Clock.At(timestamp));
        return wait > 0 ? Refused(cell, wait) : new LimitTaking(cell, false, false, 0);
    }

    public void GiveBack(in LimitTaking taking, long timestamp)
    {
        if (taking.IsTaken) taking.Cell!.GiveBack(set.Clock.At(timestamp));
    }

    /// <summary>As it was counted, where that does not depend on the moment.</summary>
    public void GiveBack(Call call, long timestamp)
    {
        if (model.Plan is { OnlyHot: false, Observe: false } && model.Watch is null) set.Find(model, call, timestamp)?.GiveBack(set.Clock.At(timestamp));
    }

    /// <summary>The call passes, as far as limits go.</summary>
    public void Passed(Call call, in LimitTaking taking, long timestamp)
    {
        if (taking.IsTaken)
        {
            set.Tallies.Allowed();
            set.Alarm.Passed(model, subject, timestamp);
        }
        else if (taking.Wait < 0)
        {
            set.Tallies.Refused(observed: true);
            Tell(call, taking, timestamp);
        }
    }

    /// <summary>The call is refused, by this limit.</summary>
    public Verdict Refuse(Call call, in LimitTaking taking, long timestamp, Refusal? refusal = null)
    {
        set.Tallies.Refused(observed: false);
        var measured = Tell(call, taking, timestamp);
        return new Verdict(refusal ?? model.Refusal, WaitOf(taking), measured);
    }

    /// <summary>How long a caller is asked to wait: never less than a second, for nobody is told of less.</summary>
    public TimeSpan WaitOf(in LimitTaking taking) => set.Clock.Time(Math.Abs(taking.Wait)) is var wait && wait > Shortest ? wait : Shortest;

    /// <summary>Says in the answer what is left.</summary>
    public void Write(Call call, in LimitTaking taking, long timestamp)
    {
        if (model.Plan.Headers && taking.Cell is { } cell) LimitHeaders.Tell(call, model.Policy, cell, set.Clock, set.Clock.At(timestamp));
    }

    /// <summary>Whether the limit is for this call, now.</summary>
    public bool Holds(Call call) => (!model.Plan.OnlyHot || call.IsHot) && model.Watch is not { IsBusy: false };

    private LimitTaking Refused(LimitCell? cell, long wait) =>
        // Observed: it passes, and is remembered by a wait below zero.
        model.Plan.Observe ? new LimitTaking(cell, false, false, Math.Min(-1, -wait)) : new LimitTaking(cell, true, false, wait);

    private Measure Tell(Call call, in LimitTaking taking, long timestamp)
    {
        var measured = model.Measured(taking.Cell?.Spec, taking.Cell?.Left(set.Clock.At(timestamp)) ?? 0);
        set.Alarm.Refused(model, call, subject, measured, timestamp);
        return measured;
    }
}
