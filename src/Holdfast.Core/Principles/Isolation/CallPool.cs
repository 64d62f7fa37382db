namespace Holdfast.Core.Principles.Isolation;

/// <summary>Places for calls, and a bounded queue for those that find none. Lives as long as what it isolates, across revisions.</summary>
/// <remarks>
/// Who finds a place while nobody waits takes it with one compare-and-swap, and gives it back with one. Once a call waits, all
/// goes through the lock until nobody does: a place that comes free is handed to the next one, and never seen free by others.
/// The lock is held for a few steps over at most five lines; nothing runs under it. One timer ends all waits.
/// </remarks>
internal sealed class CallPool
{
    private static readonly TimeSpan TimerMin = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly PoolQueue _queue = new();
    private readonly PoolSeat[] _seats;
    private readonly TimeProvider _time;
    private PoolShape _shape;
    private ITimer? _timer;
    private long _timerDue = long.MaxValue;
    private long _counts;
    private long _number;

    /// <param name="slots">Of which the shapes it will have make use: 1, or <see cref="PoolCounts.SlotsMax"/>.</param>
    public CallPool(PoolShape shape, int slots, PoolTallies tallies, TimeProvider time)
    {
        (_shape, _time, Tallies) = (shape, time, tallies);
        _seats = [.. Enumerable.Range(0, slots).Select(slot => new PoolSeat(this, slot))];
    }

    public PoolTallies Tallies { get; }

    public PoolShape Shape => Volatile.Read(ref _shape);

    public PoolCounts Counts => new(Volatile.Read(ref _counts));

    /// <summary>Calls that wait now.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _queue.Count;
        }
    }

    /// <summary>Calls of one partition that wait now.</summary>
    public int WaitingIn(int slot)
    {
        lock (_gate) return _queue.Waiting(slot);
    }

    public PoolSeat Seat(int slot) => _seats[slot];

    /// <summary>Takes a place that is free. Does not wait.</summary>
    public bool TryEnter(int slot)
    {
        var shape = Shape;
        while (true)
        {
            var counts = Counts;
            if (!PoolMachine.Admits(shape, counts, slot)) return false;
            if (counts.AnyWaits) return TryEnterBeside(slot);
            if (TrySwap(counts, counts.Entered(slot))) return true;
        }
    }

    /// <summary>Takes a place whether there is one or not, for a pool that only observes.</summary>
    /// <returns>Null: so many are inside that one more could not be counted.</returns>
    public PoolSeat? EnterBeyond(int slot)
    {
        while (true)
        {
            var counts = Counts;
            if (counts.IsAtEnd(slot)) return null;
            if (TrySwap(counts, counts.Entered(slot))) return Seat(slot);
        }
    }

    /// <summary>Takes a place, or a place in the queue.</summary>
    /// <param name="left">Time that the call has left; the longest wait of the pool bounds it too.</param>
    /// <param name="entered">Whether there was a place after all.</param>
    /// <returns>Null: it is inside, or the queue is full.</returns>
    public PoolWaiter? Queue(int slot, TimeSpan left, out bool entered)
    {
        PoolWaiter? displaced = null;
        PoolWaiter? waiter;
        lock (_gate)
        {
            var counts = EnterOrWait(slot, out entered);
            if (entered) return null;
            if (_queue.Count >= _shape.QueueMax)
            {
                displaced = _queue.Displaced(_shape, counts, slot);
                if (displaced is null)
                {
                    Settle();
                    return null;
                }

                _queue.Remove(displaced);
                displaced.End = PoolEnd.Displaced;
            }

            waiter = new PoolWaiter(this, slot, DueAfter(left < _shape.WaitMax ? left : _shape.WaitMax), ++_number);
            _queue.Add(waiter);
            if (waiter.Due < _timerDue) Arm(waiter.Due);
        }

        displaced?.GoOn();
        return waiter;
    }

    /// <summary>Gives a place back; who waits for it has it before anybody else can see it.</summary>
    public void Leave(int slot)
    {
        while (true)
        {
            var counts = Counts;
            if (counts.AnyWaits)
            {
                HandOver(slot);
                return;
            }

            if (TrySwap(counts, counts.Left(slot))) return;
        }
    }

    /// <summary>Who waits leaves the queue, if it has no place yet.</summary>
    public void Withdraw(PoolWaiter waiter)
    {
        lock (_gate)
        {
            if (!waiter.IsQueued) return;
            _queue.Remove(waiter);
            waiter.End = PoolEnd.CallerGone;
            Settle();
        }

        waiter.GoOn();
    }

    /// <summary>Another size from now on. Who is inside stays, who waits gets what is new.</summary>
    public void Resize(PoolShape shape)
    {
        PoolWaiter? granted;
        lock (_gate)
        {
            Volatile.Write(ref _shape, shape);
            granted = Grant();
            Settle();
        }

        LetGoOn(granted);
    }

    /// <summary>While others wait: a place that none of them may have, such as one kept for this partition.</summary>
    private bool TryEnterBeside(int slot)
    {
        lock (_gate)
        {
            while (true)
            {
                var counts = Counts;
                if (_queue.Waiting(slot) > 0 || !PoolMachine.Admits(_shape, counts, slot)) return false;
                if (TrySwap(counts, counts.Entered(slot))) return true;
            }
        }
    }

    /// <summary>In one step: takes a place, or says that somebody waits, so that no place is given back unseen in between.</summary>
    private PoolCounts EnterOrWait(int slot, out bool entered)
    {
        while (true)
        {
            var counts = Counts;
            entered = _queue.Waiting(slot) == 0 && PoolMachine.Admits(_shape, counts, slot);
            if (!entered && counts.AnyWaits) return counts;
            var next = entered ? counts.Entered(slot) : counts.Waiting(any: true);
            if (TrySwap(counts, next)) return next;
        }
    }

    private void HandOver(int slot)
    {
        PoolWaiter? granted;
        lock (_gate)
        {
            Swap(static (counts, slot) => counts.Left(slot), slot);
            granted = Grant();
            Settle();
        }

        LetGoOn(granted);
    }

    /// <summary>Gives every place that may be given, under the lock.</summary>
    private PoolWaiter? Grant()
    {
        PoolWaiter? granted = null;
        while (_queue.Next(_shape, Counts) is { } next)
        {
            Swap(static (counts, slot) => counts.Entered(slot), next.Slot);
            _queue.Remove(next);
            next.End = PoolEnd.Entered;
            next.Then = granted;
            granted = next;
        }

        return granted;
    }

    /// <summary>Says that nobody waits, where that is so. Under the lock.</summary>
    private void Settle()
    {
        if (_queue.Count == 0 && Counts.AnyWaits) Swap(static (counts, _) => counts.Waiting(any: false), 0);
    }

    private static void LetGoOn(PoolWaiter? first)
    {
        while (first is { } waiter)
        {
            // Read first: once it goes on it is no longer ours.
            first = waiter.Then;
            waiter.GoOn();
        }
    }

    private void Overdue()
    {
        PoolWaiter? ended;
        lock (_gate)
        {
            ended = _queue.TakeOverdue(_time.GetTimestamp(), out var earliest);
            for (var waiter = ended; waiter is not null; waiter = waiter.Then) waiter.End = PoolEnd.TimedOut;
            Settle();
            _timerDue = long.MaxValue;
            if (earliest != long.MaxValue) Arm(earliest);
        }

        LetGoOn(ended);
    }

    /// <summary>A timer may fire a little early: then it is armed once more.</summary>
    private void Arm(long due)
    {
        _timerDue = due;
        _timer ??= MakeTimer();
        var left = _time.GetElapsedTime(_time.GetTimestamp(), due);
        _timer.Change(left < TimerMin ? TimerMin : left, Timeout.InfiniteTimeSpan);
    }

    /// <summary>It lives as long as the pool, and must not keep what belongs to the call that happened to be the first to wait.</summary>
    private ITimer MakeTimer()
    {
        using var apart = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        return _time.CreateTimer(static pool => ((CallPool)pool!).Overdue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private long DueAfter(TimeSpan wait) => _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);

    private void Swap(Func<PoolCounts, int, PoolCounts> change, int slot)
    {
        while (true)
        {
            var counts = Counts;
            if (TrySwap(counts, change(counts, slot))) return;
        }
    }

    private bool TrySwap(PoolCounts counts, PoolCounts next) => Interlocked.CompareExchange(ref _counts, next.Value, counts.Value) == counts.Value;
}
