using System.Runtime.CompilerServices;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Overload.Concurrency;
using Holdfast.Core.Principles.Limits.Overload.Shedding;
using Holdfast.Core.Principles.Limits.Overload.Waiting;

namespace Holdfast.Core.Principles.Limits.Overload;

/// <summary>The protection of one version, across revisions: its places, who waits for one, and who is not let so far.</summary>
internal sealed class OverloadState
{
    /// <summary>How often those who wait are looked at.</summary>
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMilliseconds(5);

    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private readonly WaitingCalls _waiters = new();
    private readonly List<Waiter> _expired = [];
    private OverloadSite _site;
    private int _isArmed;

    public OverloadState(OverloadSite site, IRandomSource random)
    {
        (_site, _time) = (site, site.Time);
        Limit = new ConcurrencyLimit(site.Plan.Start, _time.GetTimestamp(), _time.TimestampFrequency);
        Level = new ShedLevel(random, _time.TimestampFrequency);
        _sweep = _time.CreateTimer(static state => ((OverloadState)state!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ConcurrencyLimit Limit { get; }

    public ShedLevel Level { get; }

    public WaitLine Waiting { get; } = new();

    public OverloadTallies Tallies { get; } = new();

    /// <summary>A revision goes live.</summary>
    public void Follow(OverloadSite site)
    {
        Volatile.Write(ref _site, site);
        Limit.Bound(site.Plan, _time.GetTimestamp());
    }

    /// <summary>While calls are refused by their rank: whether this one is not.</summary>
    public bool Admits(OverloadSite site, int place, long now)
    {
        if (Level.Look(Limit.GivenBack, Limit.Machine.Phase == ConcurrencyPhase.Checking, site.Turns, now)) OverloadSignals.Over(site, this);
        if (Level.Passes(place)) return true;
        Tallies.Refused(ShedRank.CriticalityOf(place), OverloadReason.Shed);
        return false;
    }

    /// <returns>A place at once; null: there is none, or others have waited for one for longer.</returns>
    public ConcurrencyEpoch? TryTakeAtOnce(long now) => Waiting.Count == 0 ? Limit.TryTake(now) : null;

    /// <returns>As <see cref="TryTakeAtOnce"/>, where need be by a limit that is judged first.</returns>
    public ConcurrencyEpoch? TryTake(OverloadSite site, long now)
    {
        if (TryTakeAtOnce(now) is { } place) return place;
        Judge(site, now);
        return TryTakeAtOnce(now);
    }

    /// <returns>A place, after a while; null: there is none for this call.</returns>
    /// <param name="longest">How long it may wait, in ticks of timestamps.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ConcurrencyEpoch?> WaitAsync(OverloadSite site, Call call, long longest, long now)
    {
        var waiter = _waiters.Take(call);
        var place = Enter(site, waiter, longest, now) ? await waiter.Place : null;
        _waiters.GiveBack(waiter);
        if (place is null && !call.CallerGone) Tallies.Refused(call.Criticality, OverloadReason.NoPlace);
        return place;
    }

    /// <returns>False: it is not in the line, nor will it be told anything.</returns>
    public bool Enter(OverloadSite site, Waiter waiter, long longest, long now)
    {
        var displaced = Waiting.Enter(waiter, site.Plan.QueueMax, Rule(site), longest, now);
        if (displaced is not null)
        {
            Overrun(site, now);
            if (ReferenceEquals(displaced, waiter)) return false;
            displaced.Settle(null);
        }

        if (Interlocked.Exchange(ref _isArmed, 1) == 0) _sweep.Change(SweepEvery, Timeout.InfiniteTimeSpan);
        // A place may have become free in between, and whoever left it have seen nobody in the line.
        Wake(now);
        return true;
    }

    public void Release(OverloadSite site, ConcurrencyEpoch place, LatencyTrack track, long taken, long now)
    {
        Limit.Release(place, track, taken);
        Judge(site, now);
        if (Waiting.Count > 0) Wake(now);
    }

    private void Judge(OverloadSite site, long now)
    {
        Limit.Judge(site.Plan, now, out var slower);
        if (slower is not null) OverloadSignals.Slower(site, slower);
    }

    private void Overrun(OverloadSite site, long now)
    {
        if (Level.Overrun(Limit.GivenBack, now)) OverloadSignals.Began(site, this);
    }

    private void Wake(long now)
    {
        while (Waiting.Next(Limit, Rule(Volatile.Read(ref _site)), now, out var place) is { } next) next.Settle(place);
    }

    private WaitRule Rule(OverloadSite site) => new(site.Wait, Level.IsOn);

    internal void Sweep()
    {
        var site = Volatile.Read(ref _site);
        var now = _time.GetTimestamp();
        Waiting.Expire(now, _expired);
        foreach (var one in _expired)
        {
            if (!one.IsGone) Overrun(site, now);
            one.Settle(null);
        }

        _expired.Clear();
        Judge(site, now);
        Wake(now);
        Volatile.Write(ref _isArmed, 0);
        if (Waiting.Count > 0 && Interlocked.Exchange(ref _isArmed, 1) == 0) _sweep.Change(SweepEvery, Timeout.InfiniteTimeSpan);
    }
}
