using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Overload.Concurrency;

namespace Holdfast.Core.Principles.Limits.Overload.Waiting;

/// <summary>Those who wait for a place: the most critical first, among their like the oldest, or the newest where the line stands.</summary>
/// <remarks>Asked only where there is no place. Its lock is held for a few steps at most, or for a look at all of the line.</remarks>
internal sealed class WaitLine
{
    private const int Classes = (int)Criticality.Sheddable + 1;

    private readonly Lock _gate = new();
    private readonly Waiter?[] _oldest = new Waiter?[Classes];
    private readonly Waiter?[] _newest = new Waiter?[Classes];
    private readonly int[] _counts = new int[Classes];
    private readonly long[] _since = new long[Classes];
    private int _count;
    private long _emptied;

    public int Count => Volatile.Read(ref _count);

    /// <summary>How often it ran empty.</summary>
    public long Emptied => Volatile.Read(ref _emptied);

    /// <param name="max">Most that it holds.</param>
    /// <param name="longest">What the waiter has left, in ticks.</param>
    /// <returns>Who is not in the line after all: the waiter, or a less critical one that it displaced; null: nobody.</returns>
    public Waiter? Enter(Waiter waiter, int max, WaitRule rule, long longest, long now)
    {
        lock (_gate)
        {
            var out_ = _count < max ? null : LeastCritical(waiter.Criticality) ?? waiter;
            if (ReferenceEquals(out_, waiter)) return waiter;
            if (out_ is not null) Remove(out_, now);
            var own = (int)waiter.Criticality;
            var before = 0;
            for (var i = 0; i < Classes; i++)
            {
                before += _counts[i];
                if (i >= own && before == 0) _since[i] = now;
            }

            var isStanding = IsStanding(waiter.Criticality, rule, now);
            waiter.Until = now + Math.Min(longest, WaitPatience.Of(waiter.Criticality, rule.Wait, isStanding));
            Add(waiter, own);
            return out_;
        }
    }

    /// <summary>Takes whoever is next out of the line, where there is a place.</summary>
    public Waiter? Next(ConcurrencyLimit limit, WaitRule rule, long now, out ConcurrencyEpoch? place)
    {
        place = null;
        lock (_gate)
        {
            if (_count == 0) return null;
            place = limit.TryTake(now) ?? (_counts[(int)Criticality.Critical] > 0 ? limit.TryTakeBeyond() : null);
            if (place is null) return null;
            for (var i = 0; i < Classes; i++)
            {
                if (_counts[i] == 0) continue;
                var next = IsStanding((Criticality)i, rule, now) ? _newest[i]! : _oldest[i]!;
                Remove(next, now);
                return next;
            }
        }

        return null;
    }

    /// <summary>Takes those out who have waited long enough, or have gone.</summary>
    public void Expire(long now, List<Waiter> expired)
    {
        lock (_gate)
        {
            for (var i = 0; i < Classes; i++)
            {
                for (var one = _oldest[i]; one is not null;)
                {
                    var newer = one.Newer;
                    if (now >= one.Until || one.IsGone)
                    {
                        Remove(one, now);
                        expired.Add(one);
                    }

                    one = newer;
                }
            }
        }
    }

    private bool IsStanding(Criticality criticality, WaitRule rule, long now) =>
        WaitPatience.IsStanding(criticality, rule.Wait, now - _since[(int)criticality], rule.IsShedding);

    /// <summary>The oldest of the least critical, where it matters less than another.</summary>
    private Waiter? LeastCritical(Criticality than)
    {
        for (var i = Classes - 1; i > (int)than; i--)
            if (_oldest[i] is { } found) return found;
        return null;
    }

    private void Add(Waiter waiter, int own)
    {
        waiter.Older = _newest[own];
        waiter.Newer = null;
        if (_newest[own] is { } newest) newest.Newer = waiter;
        else _oldest[own] = waiter;
        _newest[own] = waiter;
        waiter.IsInLine = true;
        _counts[own]++;
        Interlocked.Increment(ref _count);
    }

    private void Remove(Waiter waiter, long now)
    {
        var own = (int)waiter.Criticality;
        if (waiter.Older is { } older) older.Newer = waiter.Newer;
        else _oldest[own] = waiter.Newer;
        if (waiter.Newer is { } newer) newer.Older = waiter.Older;
        else _newest[own] = waiter.Older;
        (waiter.Older, waiter.Newer, waiter.IsInLine) = (null, null, false);
        _counts[own]--;
        if (Interlocked.Decrement(ref _count) == 0) Interlocked.Increment(ref _emptied);
    }
}
