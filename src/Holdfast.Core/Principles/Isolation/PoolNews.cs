using System.Globalization;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>Tells of pools that begin to refuse, and no longer do: two signals however many calls. Of nodes only some, for there may be hundreds.</summary>
/// <param name="subject">What the pools isolate, as a path of the plan.</param>
/// <param name="observe">Whether calls are let in all the same.</param>
internal sealed class PoolNews(SignalLog signals, string subject, bool observe)
{
    /// <summary>Nodes that are told of within <see cref="PoolAlarm.Calm"/>; the others are in the snapshot.</summary>
    public const int NodesMax = 8;

    private const string Slice = "isolation";

    private long _since;
    private int _told;

    /// <param name="node">Empty: the pool is not that of a node.</param>
    public void Refused(CallPool pool, TimeProvider time, string node)
    {
        var (alarm, now) = (pool.Tallies.Alarm, time.GetTimestamp());
        if (!alarm.Refused(pool.Tallies, now)) return;
        alarm.IsTold = node.Length == 0 || MayTell(time, now);
        if (alarm.IsTold) signals.Publish(Slice, "pool-full", subject, Sentence(pool, node));
    }

    /// <inheritdoc cref="Refused"/>
    public void Passed(CallPool pool, TimeProvider time, string node)
    {
        var alarm = pool.Tallies.Alarm;
        if (!alarm.IsOn || !alarm.Passed(time) || !alarm.IsTold) return;
        var refused = pool.Tallies.Read().Turned - alarm.Before;
        signals.Publish(Slice, "pool-calm", subject, string.Create(
            CultureInfo.InvariantCulture, $"{(node.Length == 0 ? "" : $"{node}: ")}nobody was turned away for {PoolAlarm.Calm.TotalSeconds:0} s; {refused:N0} calls were before"));
    }

    private string Sentence(CallPool pool, string node)
    {
        var inside = string.Create(CultureInfo.InvariantCulture, $"{pool.Counts.Total:N0} of {pool.Shape.Capacity:N0} places are taken");
        if (node.Length > 0) return $"{node} is full, and passed over for other nodes: {inside}";
        var waiting = pool.Waiting is > 0 and var count ? string.Create(CultureInfo.InvariantCulture, $", {count:N0} calls wait") : "";
        return $"{inside}{waiting}: {(observe ? "what is beyond would be refused, observed only" : "what is beyond is refused")}";
    }

    private bool MayTell(TimeProvider time, long now)
    {
        var since = Volatile.Read(ref _since);
        if (time.GetElapsedTime(since, now) >= PoolAlarm.Calm && Interlocked.CompareExchange(ref _since, now, since) == since) Volatile.Write(ref _told, 0);
        return Interlocked.Increment(ref _told) <= NodesMax;
    }
}
