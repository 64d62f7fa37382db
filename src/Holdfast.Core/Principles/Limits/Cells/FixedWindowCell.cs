namespace Holdfast.Core.Principles.Limits.Cells;

/// <summary>Windows that follow one another: one number, changed by compare-and-swap.</summary>
internal sealed class FixedWindowCell(LimitSpec spec, long begin) : LimitCell(spec)
{
    private long _state = begin;

    public override bool TryTake(long now, out long wait)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            var isTaken = FixedWindowMachine.TryTake(state, now, Spec.Window, Spec.Count, out var next, out wait);
            if (next == state || Interlocked.CompareExchange(ref _state, next, state) == state) return isTaken;
        }
    }

    public override void GiveBack(long takenAt)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if (Interlocked.CompareExchange(ref _state, FixedWindowMachine.GiveBack(state, takenAt, Spec.Window), state) == state) return;
        }
    }

    public override double Left(long now) => Spec.Count - FixedWindowMachine.Taken(FixedWindowMachine.At(Volatile.Read(ref _state), now, Spec.Window));

    public override long Wait(long now)
    {
        FixedWindowMachine.TryTake(Volatile.Read(ref _state), now, Spec.Window, Spec.Count, out _, out var wait);
        return wait;
    }

    public override long Restored(long now) => Spec.Window - (now % Spec.Window);

    public override LimitCell Follow(LimitSpec next, long now) => new FixedWindowCell(
        next, FixedWindowMachine.Follow(Volatile.Read(ref _state), now, (Spec.Window, Spec.Count), (next.Window, next.Count)));
}
