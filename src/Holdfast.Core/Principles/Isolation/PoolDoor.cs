using System.Runtime.CompilerServices;
using Holdfast.Core.Errors;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>The way into pools under one revision: who finds no place waits, or is told why not.</summary>
/// <param name="name">How its decisions begin, e.g. <c>pool</c>.</param>
/// <param name="rule">Path of the rule in the plan.</param>
/// <param name="observe">Whether all are let in, and those are counted that else would not be.</param>
/// <param name="subject">What the pools isolate, as a path of the plan.</param>
internal sealed class PoolDoor(
    string name, Position position, string rule, bool observe, KnownError full, KnownError waitOver, string subject, SignalLog signals)
{
    /// <summary>Places come free as calls end, so not for long are there none.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly PoolNews _news = new(signals, subject, observe);
    private readonly string _queued = $"{name}-queued";
    private readonly Refusal _full = new(full, $"{name}-full", position, rule);
    private readonly Refusal _waitOver = new(waitOver, $"{name}-wait-over", position, rule);

    public Position Position => position;

    public bool Observes => observe;

    /// <summary>Nearly always: there is a place.</summary>
    /// <param name="node">Address of the node whose pool it is; empty: it is none of a node.</param>
    /// <returns>What the call gives back at its end; null: there is none now, and nothing has come of it.</returns>
    public PoolSeat? TryEnter(Call call, CallPool pool, int slot, string node = "")
    {
        if (!pool.TryEnter(slot)) return null;
        _news.Passed(pool, call.Time, node);
        return pool.Seat(slot);
    }

    /// <summary>Of a call that found no place.</summary>
    /// <inheritdoc cref="TryEnter"/>
    public ValueTask<PoolPass> EnterAsync(Call call, CallPool pool, int slot, bool mayWait, string node = "")
    {
        if (observe)
        {
            _news.Refused(pool, call.Time, node);
            pool.Tallies.Add(PoolTally.Observed);
            return new(new PoolPass(Verdict.Pass, pool.EnterBeyond(slot)));
        }

        return mayWait && pool.Shape.QueueMax > 0 ? QueueAsync(call, pool, slot) : new(Refuse(call, pool, node));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<PoolPass> QueueAsync(Call call, CallPool pool, int slot)
    {
        var began = call.Now;
        var left = Remaining.Of(call, call.Interface!).Time;
        if (left <= TimeSpan.Zero) return TimedOut(call, pool, began, TimeSpan.Zero);
        var waiter = pool.Queue(slot, left, out var entered);
        if (waiter is null) return entered ? new PoolPass(Verdict.Pass, pool.Seat(slot)) : Refuse(call, pool);
        var longest = left < pool.Shape.WaitMax ? left : pool.Shape.WaitMax;
        pool.Tallies.Add(PoolTally.Queued);
        var going = call.CallerGoing.UnsafeRegister(static waiter => ((PoolWaiter)waiter!).Withdraw(), waiter);
        var end = await waiter.Ended;
        going.Unregister();
        if (call.CallerGone)
        {
            // It may have been given its place just as its caller went: somebody else can use it.
            if (end == PoolEnd.Entered) pool.Leave(slot);
            end = PoolEnd.CallerGone;
        }

        switch (end)
        {
            case PoolEnd.Entered:
                call.Record(position, _queued, rule, measured: Waited(call, began, longest));
                return new PoolPass(Verdict.Pass, pool.Seat(slot));
            case PoolEnd.CallerGone:
                pool.Tallies.Add(PoolTally.CallerGone);
                return new PoolPass(new Verdict(_waitOver, Measured: Waited(call, began, longest)), null);
            case PoolEnd.Displaced:
                return Refuse(call, pool);
            default:
                return TimedOut(call, pool, began, longest);
        }
    }

    private PoolPass Refuse(Call call, CallPool pool, string node = "")
    {
        _news.Refused(pool, call.Time, node);
        pool.Tallies.Add(PoolTally.Refused);
        return new PoolPass(new Verdict(_full, RetryAfter, new Measure("in-flight", pool.Counts.Total, pool.Shape.Capacity)), null);
    }

    private PoolPass TimedOut(Call call, CallPool pool, long began, TimeSpan longest)
    {
        _news.Refused(pool, call.Time, node: "");
        pool.Tallies.Add(PoolTally.TimedOut);
        return new PoolPass(new Verdict(_waitOver, RetryAfter, Waited(call, began, longest)), null);
    }

    private static Measure Waited(Call call, long began, TimeSpan longest) =>
        new("wait_ms", call.Time.GetElapsedTime(began).TotalMilliseconds, longest.TotalMilliseconds);
}
