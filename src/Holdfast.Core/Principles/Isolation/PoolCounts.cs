using System.Diagnostics;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>How many calls are inside a pool, partition by partition, and whether any waits: one number, so that one compare-and-swap changes it.</summary>
internal readonly record struct PoolCounts(long Value)
{
    /// <summary>Slot 0 is for calls of no partition; the others are for one partition each.</summary>
    public const int SlotsMax = 5;

    public const int InPartitionMax = (1 << PartitionBits) - 1;
    public const int InRestMax = (1 << RestBits) - 1;

    private const int PartitionBits = 12;
    private const int RestBits = 15;
    private const int RestShift = (SlotsMax - 1) * PartitionBits;

    /// <summary>Whether any call waits. While it is set, everything is done under the pool's lock.</summary>
    public bool AnyWaits => Value < 0;

    public int Total => this[0] + this[1] + this[2] + this[3] + this[4];

    public int this[int slot] => slot == 0 ? (int)(Value >> RestShift) & InRestMax : (int)(Value >> ShiftOf(slot)) & InPartitionMax;

    /// <summary>One more could not be counted.</summary>
    public bool IsAtEnd(int slot) => this[slot] == (slot == 0 ? InRestMax : InPartitionMax);

    public PoolCounts Entered(int slot)
    {
        Debug.Assert(!IsAtEnd(slot), "One more would be counted as somebody else.");
        return new(Value + One(slot));
    }

    public PoolCounts Left(int slot)
    {
        Debug.Assert(this[slot] > 0, "Nobody leaves who is not inside.");
        return new(Value - One(slot));
    }

    public PoolCounts Waiting(bool any) => new(any ? Value | long.MinValue : Value & long.MaxValue);

    private static long One(int slot) => 1L << (slot == 0 ? RestShift : ShiftOf(slot));

    private static int ShiftOf(int slot) => (slot - 1) * PartitionBits;
}
