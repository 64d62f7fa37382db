namespace Holdfast.Core.Principles.Isolation;

/// <summary>Who may enter a pool, and whose places are whose. Pure.</summary>
/// <remarks>
/// A partition keeps a part of its guaranteed places free for itself and lends the others while they are idle, after the
/// nominal and lendable shares of Kubernetes' API Priority and Fairness. What was lent comes back as the calls in it end,
/// before anybody gets more than is his. The pool never holds more than its capacity, whoever waits.
/// </remarks>
internal static class PoolMachine
{
    /// <summary>Whether a call may enter now.</summary>
    public static bool Admits(PoolShape shape, PoolCounts counts, int slot)
    {
        if (counts.IsAtEnd(slot)) return false;
        var free = shape.Capacity - counts.Total;
        if (free <= 0) return false;
        return !shape.HasShares || counts[slot] < shape.Share(slot).Kept || free > KeptFree(shape, counts);
    }

    /// <summary>Whether one more call is within what is guaranteed to its partition.</summary>
    /// <param name="waiting">Calls of the partition that have a claim before it.</param>
    public static bool IsWithin(PoolShape shape, PoolCounts counts, int slot, int waiting = 0) =>
        counts[slot] + waiting < shape.Share(slot).Guaranteed;

    /// <summary>Guaranteed places of one partition that calls of others are in now.</summary>
    public static int Lent(PoolShape shape, PoolCounts counts)
    {
        var (guaranteed, beyond) = (0, 0);
        for (var slot = 0; slot < PoolCounts.SlotsMax; slot++)
        {
            var own = shape.Share(slot).Guaranteed;
            guaranteed += own;
            beyond += Math.Max(0, counts[slot] - own);
        }

        return shape.HasShares ? Math.Max(0, beyond - Math.Max(0, shape.Capacity - guaranteed)) : 0;
    }

    /// <summary>Places that are free and stay so for their partitions.</summary>
    private static int KeptFree(PoolShape shape, PoolCounts counts)
    {
        var sum = 0;
        for (var slot = 1; slot < shape.Shares.Length; slot++) sum += Math.Max(0, shape.Shares[slot].Kept - counts[slot]);
        return sum;
    }
}
