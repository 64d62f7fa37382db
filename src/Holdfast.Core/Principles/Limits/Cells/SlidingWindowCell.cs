namespace Holdfast.Core.Principles.Limits.Cells;

/// <summary>So many in any window of that length, counted in parts of it.</summary>
/// <remarks>
/// One number, changed by compare-and-swap, says the newest part and how many passed in it and the <see cref="Parts"/> before:
/// more than the window, so that no window ever holds more than may pass. A part counts until the window can no longer reach
/// into it. What passed in each part is kept beside, and taken off when the part is left behind, by one thread; it is late
/// at the worst, and then refuses for a moment longer.
/// </remarks>
internal sealed class SlidingWindowCell(LimitSpec spec) : LimitCell(spec)
{
    /// <summary>Of a window. At a steady load about a thirty-third of what may pass is not used.</summary>
    public const int Parts = 32;

    private const int CountBits = 24;
    private const long CountMask = (1L << CountBits) - 1;

    private readonly int[] _passed = new int[Parts + 1];
    private long _state;
    private int _turning;

    /// <summary>Rounded up, or the parts together would be shorter than the window.</summary>
    private long PartTicks => (Spec.Window + Parts - 1) / Parts;

    public override bool TryTake(long now, out long wait)
    {
        while (true)
        {
            var state = Advance(now);
            if ((state & CountMask) >= Spec.Count)
            {
                wait = Until(state, now);
                return false;
            }

            if (Interlocked.CompareExchange(ref _state, state + 1, state) != state) continue;
            Interlocked.Increment(ref PlaceOf(state >> CountBits));
            wait = 0;
            return true;
        }
    }

    public override void GiveBack(long takenAt)
    {
        var part = takenAt / PartTicks;
        var newest = Volatile.Read(ref _state) >> CountBits;
        // What the window has left behind is given back already.
        if (part > newest || part < newest - Parts || !TryTakeOff(ref PlaceOf(part))) return;
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if ((state & CountMask) == 0 || Interlocked.CompareExchange(ref _state, state - 1, state) == state) return;
        }
    }

    public override double Left(long now) => Spec.Count - (Advance(now) & CountMask);

    public override long Wait(long now)
    {
        var state = Advance(now);
        return (state & CountMask) < Spec.Count ? 0 : Until(state, now);
    }

    /// <summary>What was used up of the whole counts as if it were used just now.</summary>
    public override LimitCell Follow(LimitSpec next, long now)
    {
        var used = (double)(Advance(now) & CountMask) / Spec.Count;
        var cell = new SlidingWindowCell(next);
        cell.Begin(now / cell.PartTicks, (int)Math.Min(CountMask, Math.Ceiling(used * next.Count)));
        return cell;
    }

    /// <summary>Moves the window on to a time, unless somebody is just doing so.</summary>
    private long Advance(long now)
    {
        var state = Volatile.Read(ref _state);
        var (known, part) = (state >> CountBits, now / PartTicks);
        // A little behind is a thread that was held up.
        if (part == known || (part < known && known - part <= Parts)) return state;
        if (Interlocked.CompareExchange(ref _turning, 1, 0) != 0) return state;
        try
        {
            return Turn(part);
        }
        finally
        {
            Volatile.Write(ref _turning, 0);
        }
    }

    private long Turn(long part)
    {
        var known = Volatile.Read(ref _state) >> CountBits;
        if (part == known) return Volatile.Read(ref _state);
        // Set back: all that the window holds is of now. Else the places of the parts that begin held what it leaves behind.
        var isBack = part < known;
        var gone = 0;
        for (var i = isBack ? part - Parts : Math.Max(known + 1, part - Parts); i <= part; i++) gone += Interlocked.Exchange(ref PlaceOf(i), 0);
        return Begin(part, isBack ? 0 : -gone, isBack);
    }

    /// <param name="more">To be added to what it holds.</param>
    /// <param name="isNow">Whether what it holds afterwards passed in this part.</param>
    private long Begin(long part, int more, bool isNow = true)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            var count = Math.Max(0, (state & CountMask) + more);
            if (Interlocked.CompareExchange(ref _state, (part << CountBits) | count, state) != state) continue;
            if (isNow) Interlocked.Add(ref PlaceOf(part), (int)count);
            return (part << CountBits) | count;
        }
    }

    /// <summary>Until the oldest part that holds something is left behind.</summary>
    private long Until(long state, long now)
    {
        var newest = state >> CountBits;
        for (var part = newest - Parts; part < newest; part++)
            if (Volatile.Read(ref PlaceOf(part)) > 0) return Math.Max(1, ((part + Parts + 1) * PartTicks) - now);
        return Math.Max(1, ((newest + Parts + 1) * PartTicks) - now);
    }

    /// <summary>Never below nothing: a part that owed something would, once left behind, be counted for ever.</summary>
    private static bool TryTakeOff(ref int place)
    {
        while (true)
        {
            var passed = Volatile.Read(ref place);
            if (passed <= 0) return false;
            if (Interlocked.CompareExchange(ref place, passed - 1, passed) == passed) return true;
        }
    }

    /// <param name="part">Below 0 where the clock was set back to before it began.</param>
    private ref int PlaceOf(long part)
    {
        var place = (int)(part % _passed.Length);
        return ref _passed[place < 0 ? place + _passed.Length : place];
    }
}
