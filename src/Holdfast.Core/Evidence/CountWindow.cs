namespace Holdfast.Core.Evidence;

/// <summary>The last so many calls, whenever they were: two rings of bits, and how many of them are set.</summary>
/// <remarks>All threads take their places from one counter, so that where calls are very many a <see cref="TimeWindow"/> costs less.</remarks>
public sealed class CountWindow : EvidenceWindow
{
    private const int WordBits = 64;

    private readonly int _size;
    private readonly ulong[] _failed;
    private readonly ulong[] _slow;
    private long _next;
    private int _failedCount;
    private int _slowCount;

    /// <param name="size">Calls; at least 1.</param>
    public CountWindow(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        _size = size;
        _failed = new ulong[(size + WordBits - 1) / WordBits];
        _slow = new ulong[_failed.Length];
    }

    public override void Add(bool failed, bool slow, long now)
    {
        var place = (int)((Interlocked.Increment(ref _next) - 1) % _size);
        Set(ref _failed[place / WordBits], 1UL << (place % WordBits), failed, ref _failedCount);
        Set(ref _slow[place / WordBits], 1UL << (place % WordBits), slow, ref _slowCount);
    }

    public override WindowCounts Read(long now) => new(
        Math.Min(_size, Volatile.Read(ref _next)), Math.Max(0, Volatile.Read(ref _failedCount)), Math.Max(0, Volatile.Read(ref _slowCount)));

    /// <summary>Whoever turns the bit moves the count, so that the two cannot part.</summary>
    private static void Set(ref ulong word, ulong bit, bool on, ref int count)
    {
        if ((Volatile.Read(ref word) & bit) != 0 == on) return;
        var before = on ? Interlocked.Or(ref word, bit) : Interlocked.And(ref word, ~bit);
        if ((before & bit) != 0 == on) return;
        if (on) Interlocked.Increment(ref count);
        else Interlocked.Decrement(ref count);
    }
}
