using Holdfast.Core.Evidence;

namespace Holdfast.Core.Principles.Failover;

/// <summary>What all retries and hedges of a service may add to its load: a share of its calls, and a few a second whatever there is.</summary>
/// <remarks>
/// Over a sliding window, as Finagle's budget is. A call adds to a striped counter; a retry compares two readings of
/// counters that only grow; the readings of the window's beginning are taken by an agent once a second.
/// </remarks>
public sealed class RetryBudget
{
    /// <summary>Length of the window in seconds.</summary>
    public const int WindowSeconds = 10;

    private readonly Striped _calls = new(1);
    private readonly Reading?[] _readings = new Reading[WindowSeconds];
    private Reading _begin = new(0, 0);
    private int _next;
    private long _retries;
    private long _refused;

    /// <summary>Retries and hedges so far.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>Those that the budget did not allow.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    internal void Called() => _calls.Add(0);

    /// <summary>Takes one retry from the budget.</summary>
    /// <param name="left">What was there to take from; below 1 where there was too little.</param>
    internal bool TryTake(RetryBudgetPlan plan, out double left) => TryTake(plan.Ratio, plan.AtLeast * WindowSeconds, out left);

    /// <summary>Whether one could be taken now.</summary>
    /// <inheritdoc cref="TryTake(double, int, out double)"/>
    internal bool HasRoom(double ratio, int atLeast)
    {
        var begin = Volatile.Read(ref _begin);
        return Allowed(begin, ratio, atLeast) - (Interlocked.Read(ref _retries) - begin.Retries) >= 1;
    }

    /// <summary>Whether a retry would be allowed just now.</summary>
    internal bool HasRoom(RetryBudgetPlan plan) => HasRoom(plan.Ratio, plan.AtLeast * WindowSeconds);

    /// <param name="ratio">Of the calls within the window.</param>
    /// <param name="atLeast">Within the window, whatever there is.</param>
    /// <param name="left">What was there to take from; below 1 where there was too little.</param>
    internal bool TryTake(double ratio, int atLeast, out double left)
    {
        var begin = Volatile.Read(ref _begin);
        var allowed = Allowed(begin, ratio, atLeast);
        while (true)
        {
            var taken = Interlocked.Read(ref _retries);
            left = allowed - (taken - begin.Retries);
            if (left < 1)
            {
                Interlocked.Increment(ref _refused);
                return false;
            }

            if (Interlocked.CompareExchange(ref _retries, taken + 1, taken) == taken) return true;
        }
    }

    /// <summary>What was taken was not used.</summary>
    internal void Return() => Interlocked.Decrement(ref _retries);

    /// <summary>Moves the window on by a second. One thread at a time.</summary>
    internal void Tick()
    {
        var now = new Reading(Calls(), Retries);
        // Before the ring is full its empty places stand for the time before the first call.
        Volatile.Write(ref _begin, _readings[_next] ?? new Reading(0, 0));
        _readings[_next] = now;
        _next = (_next + 1) % WindowSeconds;
    }

    private double Allowed(Reading begin, double ratio, int atLeast) => Math.Max(ratio * (Calls() - begin.Calls), atLeast);

    private long Calls()
    {
        Span<long> total = stackalloc long[1];
        _calls.ReadInto(total);
        return total[0];
    }

    private sealed record Reading(long Calls, long Retries);
}
