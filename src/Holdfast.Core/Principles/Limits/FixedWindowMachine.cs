namespace Holdfast.Core.Principles.Limits;

/// <summary>Windows that follow one another, and how many passed in the present one: both in one number. Pure.</summary>
/// <remarks>No window lets more than its count pass; across the border of two, twice as many may follow one another closely.</remarks>
public static class FixedWindowMachine
{
    /// <summary>More than any plan's.</summary>
    public const int CountMax = (1 << CountBits) - 1;

    private const int CountBits = 24;

    /// <param name="window">Its length, in the unit of <paramref name="now"/>.</param>
    /// <param name="count">That may pass in one.</param>
    /// <param name="next">The state afterwards; to be kept also where nothing was taken.</param>
    /// <param name="wait">Until the next window begins; 0 when it was taken.</param>
    public static bool TryTake(long state, long now, long window, int count, out long next, out long wait)
    {
        next = At(state, now, window);
        wait = 0;
        if (Taken(next) < count)
        {
            next++;
            return true;
        }

        wait = ((Number(next) + 1) * window) - now;
        return false;
    }

    /// <summary>One that was taken at a time was not used; what its window holds no longer, nobody gets back.</summary>
    public static long GiveBack(long state, long takenAt, long window) =>
        Number(state) == takenAt / window && Taken(state) > 0 ? state - 1 : state;

    /// <summary>The state at a time: of the window that it falls to.</summary>
    public static long At(long state, long now, long window)
    {
        var (known, at) = (Number(state), now / window);
        // One behind is a thread that was held up. Further behind, the clock was set back: what was counted counts now and in
        // the window that comes, or what was just used up would be there again.
        if (at == known || at == known - 1) return state;
        return at > known ? at << CountBits : ((at + 1) << CountBits) | (uint)Taken(state);
    }

    public static int Taken(long state) => (int)(state & CountMax);

    /// <summary>Another length or count: what was used up of the whole before is used up of it now, rounded up.</summary>
    public static long Follow(long state, long now, (long Window, int Count) before, (long Window, int Count) after)
    {
        var taken = Taken(At(state, now, before.Window));
        var share = (long)Math.Ceiling((double)taken / before.Count * after.Count);
        return ((now / after.Window) << CountBits) | Math.Min(share, CountMax);
    }

    private static long Number(long state) => state >> CountBits;
}
