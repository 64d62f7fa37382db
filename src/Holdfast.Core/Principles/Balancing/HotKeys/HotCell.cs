namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>One place of a <see cref="HeavyKeeper"/> in 64 bits, so that it is changed by one compare-and-swap: whose calls it counts, as of which window, how many. Pure.</summary>
/// <param name="Bits">0: it counts nobody's.</param>
/// <remarks>A count halves with each window that passes, when somebody next looks: nothing has to go through the table.</remarks>
public readonly record struct HotCell(ulong Bits)
{
    /// <summary>A count goes no higher: 16.8 million.</summary>
    public const uint CountMax = (1 << CountBits) - 1;

    private const int CountBits = 24;
    private const int WindowBits = 20;
    private const uint WindowMask = (1 << WindowBits) - 1;

    /// <summary>Threads may see windows begin in another order, but not by many.</summary>
    private const uint BehindMax = 16;

    public static HotCell Of(uint mark, long window, uint count) =>
        new(((ulong)mark << (WindowBits + CountBits)) | ((ulong)((uint)window & WindowMask) << CountBits) | Math.Min(count, CountMax));

    /// <summary>The 20 bits by which a key is known here.</summary>
    public static uint MarkOf(ulong hash) => (uint)(hash >> (WindowBits + CountBits));

    public uint Mark => MarkOf(Bits);

    /// <summary>What is left of the count in a window.</summary>
    public uint CountIn(long window)
    {
        var count = (uint)Bits & CountMax;
        var passed = ((uint)window - (uint)(Bits >> CountBits)) & WindowMask;
        if (passed > WindowMask - BehindMax) return count;
        return passed >= CountBits ? 0 : count >> (int)passed;
    }
}
