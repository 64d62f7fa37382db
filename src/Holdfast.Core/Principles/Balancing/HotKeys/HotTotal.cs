namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>All calls that were counted, older ones halved for each window that passed, as in a <see cref="HotCell"/>.</summary>
internal sealed class HotTotal
{
    private const int CountBits = 44;
    private const long CountMask = (1L << CountBits) - 1;
    private const long WindowMask = (1L << (63 - CountBits)) - 1;
    private const int TriesMax = 4;

    private long _bits;

    public void Add(long window, long calls)
    {
        for (var i = 0; i < TriesMax; i++)
        {
            var bits = Volatile.Read(ref _bits);
            var next = ((window & WindowMask) << CountBits) | (CountIn(bits, window) + calls);
            if (Interlocked.CompareExchange(ref _bits, next, bits) == bits) return;
        }
    }

    public long Read(long window) => CountIn(Volatile.Read(ref _bits), window);

    private static long CountIn(long bits, long window)
    {
        var passed = (window - (bits >> CountBits)) & WindowMask;
        // Somebody saw the next window begin a moment before: nothing has passed.
        if (passed > WindowMask / 2) passed = 0;
        return passed >= CountBits ? 0 : (bits & CountMask) >> (int)passed;
    }
}
