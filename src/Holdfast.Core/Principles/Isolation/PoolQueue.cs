namespace Holdfast.Core.Principles.Isolation;

/// <summary>Those that wait for a place in a pool, by partition. Decides who is next, and who goes when it is full. Under the pool's lock.</summary>
internal sealed class PoolQueue
{
    private readonly PoolLine[] _lines = [new(), new(), new(), new(), new()];

    public int Count { get; private set; }

    public int Waiting(int slot) => _lines[slot].Count;

    public void Add(PoolWaiter waiter)
    {
        _lines[waiter.Slot].Add(waiter);
        Count++;
    }

    public void Remove(PoolWaiter waiter)
    {
        _lines[waiter.Slot].Remove(waiter);
        Count--;
    }

    /// <summary>Who gets a place now: first those within their share, and of these in the pool's order. Null: nobody may enter.</summary>
    public PoolWaiter? Next(PoolShape shape, PoolCounts counts)
    {
        PoolWaiter? next = null;
        var isNextWithin = false;
        for (var slot = 0; slot < PoolCounts.SlotsMax; slot++)
        {
            var waiter = shape.Order == PoolOrder.First ? _lines[slot].First : _lines[slot].Last;
            if (waiter is null || !PoolMachine.Admits(shape, counts, slot)) continue;
            var isWithin = PoolMachine.IsWithin(shape, counts, slot);
            if (next is not null && (isWithin != isNextWithin ? isNextWithin : !IsBefore(waiter, next, shape.Order))) continue;
            (next, isNextWithin) = (waiter, isWithin);
        }

        return next;
    }

    /// <summary>
    /// Who goes so that a newcomer may wait: one beyond its share for one within, and where the last is served first, the
    /// oldest for any. Null: the newcomer goes.
    /// </summary>
    public PoolWaiter? Displaced(PoolShape shape, PoolCounts counts, int slot)
    {
        if (shape.Order == PoolOrder.First && !PoolMachine.IsWithin(shape, counts, slot, Waiting(slot))) return null;
        PoolWaiter? goes = null;
        for (var other = 0; other < PoolCounts.SlotsMax; other++)
        {
            if (counts[other] + Waiting(other) <= shape.Share(other).Guaranteed) continue;
            var waiter = shape.Order == PoolOrder.First ? _lines[other].Last : _lines[other].First;
            if (waiter is not null && (goes is null || IsBefore(goes, waiter, shape.Order))) goes = waiter;
        }

        return goes;
    }

    /// <summary>Takes out those whose time is over.</summary>
    /// <param name="earliest">When the next one's is; <see cref="long.MaxValue"/>: nobody is left.</param>
    /// <returns>The first of them, the others behind it; null: none.</returns>
    public PoolWaiter? TakeOverdue(long now, out long earliest)
    {
        PoolWaiter? taken = null;
        earliest = long.MaxValue;
        foreach (var line in _lines)
        {
            for (var waiter = line.First; waiter is not null;)
            {
                var behind = waiter.Behind;
                if (waiter.Due > now) earliest = Math.Min(earliest, waiter.Due);
                else
                {
                    Remove(waiter);
                    waiter.Then = taken;
                    taken = waiter;
                }

                waiter = behind;
            }
        }

        return taken;
    }

    private static bool IsBefore(PoolWaiter one, PoolWaiter other, PoolOrder order) =>
        order == PoolOrder.First ? one.Number < other.Number : one.Number > other.Number;
}
