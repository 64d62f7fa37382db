namespace Holdfast.Core.Principles.Isolation;

/// <summary>How large a pool is now.</summary>
/// <param name="Capacity">Calls inside at once.</param>
/// <param name="QueueMax">Calls that wait at once.</param>
/// <param name="WaitMax">Longest wait of one.</param>
/// <param name="Order">Who gets the next place.</param>
/// <param name="Shares">By slot, of the partitions; the first, of calls without one, has none. Empty: there are no partitions.</param>
internal sealed record PoolShape(int Capacity, int QueueMax, TimeSpan WaitMax, PoolOrder Order, PoolShare[] Shares)
{
    public bool HasShares => Shares.Length > 0;

    public PoolShare Share(int slot) => slot < Shares.Length ? Shares[slot] : default;

    /// <summary>Places that partitions may have lent to others at the most.</summary>
    public int LentMax => Shares.Sum(static share => share.Guaranteed - share.Kept);
}
