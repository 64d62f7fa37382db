using Holdfast.Core.Principles.Isolation;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Core.Tests.Principles.Isolation;

/// <summary>A pool, and what must be so of it after everything that happens to it.</summary>
internal sealed class PoolModel
{
    private static readonly TimeSpan Forever = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new();
    private readonly List<int> _inside = [];
    private readonly List<PoolWaiter> _waiting = [];
    private PoolShape _shape;
    private int _most;

    public PoolModel(PoolShape shape)
    {
        _shape = shape;
        Pool = new CallPool(shape, PoolCounts.SlotsMax, new PoolTallies(), _time);
    }

    public CallPool Pool { get; }

    public IReadOnlyList<int> Inside => _inside;

    public IReadOnlyList<PoolWaiter> Waiting => _waiting;

    /// <summary>A call comes, and waits where it may.</summary>
    public void Come(int slot)
    {
        var mine = _inside.Count(one => one == slot) + _waiting.Count(one => one.Slot == slot);
        var isWithin = mine < _shape.Share(slot).Guaranteed;
        var mayKeep = _inside.Count(one => one == slot) < _shape.Share(slot).Kept && _inside.Count < _shape.Capacity && !IsShrunk;
        if (Pool.TryEnter(slot))
        {
            Entered(slot);
            return;
        }

        mayKeep.ShouldBeFalse("a place that is kept for a partition was not there when it came");
        var waiter = Pool.Queue(slot, Forever, out var entered);
        entered.ShouldBeFalse("nothing has happened between the two");
        if (waiter is not null) _waiting.Add(waiter);
        else if (_shape.QueueMax >= _shape.LentMax && !IsShrunk) isWithin.ShouldBeFalse("a call within its share was refused at the door");
        Settle(came: waiter);
    }

    /// <summary>One of those inside goes.</summary>
    public void Go(int which)
    {
        if (_inside.Count == 0) return;
        var slot = _inside[which % _inside.Count];
        _inside.RemoveAt(which % _inside.Count);
        Pool.Leave(slot);
        Settle();
    }

    /// <summary>The caller of one that waits goes.</summary>
    public void Withdraw(int which)
    {
        if (_waiting.Count == 0) return;
        var waiter = _waiting[which % _waiting.Count];
        waiter.Withdraw();
        (waiter.IsQueued, waiter.End).ShouldBe((false, PoolEnd.CallerGone));
        _waiting.Remove(waiter);
        Settle();
    }

    public void Resize(PoolShape shape)
    {
        _shape = shape;
        Pool.Resize(shape);
        Settle();
    }

    public void Pass(TimeSpan time)
    {
        _time.Advance(time);
        Settle();
    }

    /// <summary>More are inside than the newest size allows: they were let in before it was so small.</summary>
    private bool IsShrunk => _inside.Count > _shape.Capacity || Enumerable.Range(1, 4).Sum(slot => Math.Max(0, _shape.Share(slot).Kept - _inside.Count(one => one == slot))) > _shape.Capacity - _inside.Count;

    private void Entered(int slot)
    {
        _inside.Add(slot);
        _inside.Count.ShouldBeLessThanOrEqualTo(_shape.Capacity, "more are inside than may be");
        Check();
    }

    /// <summary>Takes those that have left the queue to where they are now, in the order in which the pool says it let them in.</summary>
    private void Settle(PoolWaiter? came = null)
    {
        _most = Math.Max(_shape.Capacity, _inside.Count);
        var before = _inside.ToArray();
        foreach (var waiter in _waiting.Where(static one => !one.IsQueued).ToArray())
        {
            if (waiter.End == PoolEnd.Displaced) came.ShouldNotBeNull("nobody is put out of the queue but for one who comes");
            if (waiter.End == PoolEnd.Entered)
            {
                CheckOrder(waiter, before);
                _inside.Add(waiter.Slot);
            }

            _waiting.Remove(waiter);
        }

        _inside.Count.ShouldBeLessThanOrEqualTo(_most, "more are inside than may be");
        Check();
    }

    /// <summary>Nobody of its own partition had waited longer, and where it got more than its share nobody waits who had less.</summary>
    private void CheckOrder(PoolWaiter waiter, int[] before)
    {
        var rivals = _waiting.Where(one => one.IsQueued && one.Slot == waiter.Slot).ToArray();
        if (_shape.Order == PoolOrder.First) rivals.ShouldAllBe(one => one.Number > waiter.Number);
        else rivals.ShouldAllBe(one => one.Number < waiter.Number);
        if (before.Count(slot => slot == waiter.Slot) < _shape.Share(waiter.Slot).Guaranteed) return;
        _waiting.Where(one => one.IsQueued && one.Slot != waiter.Slot)
            .ShouldAllBe(one => Pool.Counts[one.Slot] >= _shape.Share(one.Slot).Guaranteed, "one beyond its share got a place before one within");
    }

    private void Check()
    {
        var counts = Pool.Counts;
        for (var slot = 0; slot < PoolCounts.SlotsMax; slot++)
        {
            counts[slot].ShouldBe(_inside.Count(one => one == slot));
            if (_waiting.Exists(one => one.Slot == slot))
                PoolMachine.Admits(_shape, counts, slot).ShouldBeFalse("somebody waits for a place that is free");
        }

        counts.AnyWaits.ShouldBe(_waiting.Count > 0);
        Pool.Waiting.ShouldBe(_waiting.Count);
    }
}
