namespace Holdfast.Core.Principles.Isolation;

/// <summary>Those of one partition that wait, in the order in which they came. Under the pool's lock.</summary>
internal sealed class PoolLine
{
    public PoolWaiter? First { get; private set; }

    public PoolWaiter? Last { get; private set; }

    public int Count { get; private set; }

    public void Add(PoolWaiter waiter)
    {
        waiter.IsQueued = true;
        waiter.Before = Last;
        if (Last is null) First = waiter;
        else Last.Behind = waiter;
        Last = waiter;
        Count++;
    }

    public void Remove(PoolWaiter waiter)
    {
        if (waiter.Before is null) First = waiter.Behind;
        else waiter.Before.Behind = waiter.Behind;
        if (waiter.Behind is null) Last = waiter.Before;
        else waiter.Behind.Before = waiter.Before;
        waiter.Before = waiter.Behind = null;
        waiter.IsQueued = false;
        Count--;
    }
}
