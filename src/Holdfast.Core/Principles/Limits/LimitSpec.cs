using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Limits;

/// <summary>The numbers of a limit, in units of its clock. By value: the same numbers are the same limit.</summary>
/// <param name="Bucket">Of the kinds that have one.</param>
/// <param name="Window">Length of a window; 0: there is none.</param>
/// <param name="Count">Calls in a window, or at once.</param>
/// <param name="Longest">That a call waits.</param>
/// <param name="Over">From cold to warm.</param>
/// <param name="From">Share that passes when it is cold.</param>
internal sealed record LimitSpec(LimitKind Kind, BucketSpec Bucket, long Window, int Count, long Longest, long Over, double From)
{
    /// <summary>Calls that may pass in <see cref="Period"/>, for people and headers.</summary>
    public int Quota => Window > 0 || Kind == LimitKind.Concurrency ? Count : Bucket.Burst;

    /// <summary>In which the quota comes back; 0: it is no matter of time.</summary>
    public long Period => Window > 0 ? Window : Bucket.Whole;

    /// <param name="amount">The entry's own, or that of a key.</param>
    /// <param name="share">Of it, that is this process's.</param>
    /// <param name="second">In units.</param>
    /// <returns>Null: nothing is limited.</returns>
    public static LimitSpec? Of(LimitPlan plan, LimitAmount amount, double share, long second)
    {
        var kind = plan.Effective;
        if (kind == LimitKind.GiveWay) return new LimitSpec(kind, default, 0, 0, 0, 0, 1);
        if (amount.IsUnlimited) return null;
        if (kind == LimitKind.Concurrency) return new LimitSpec(kind, default, 0, Portion(amount.Concurrency!.Value, share), 0, 0, 1);
        var rate = amount.Rate!.Value;
        if (kind is LimitKind.FixedWindow or LimitKind.SlidingWindow)
            return new LimitSpec(kind, default, (long)(rate.Period.TotalSeconds * second), Portion(rate.Count, share), 0, 0, 1);
        // Rounded up: never more than the rate.
        var interval = (long)Math.Ceiling(rate.Period.TotalSeconds * second / (rate.Count * share));
        var burst = Math.Max(1, (int)(BurstOf(plan, rate) * share));
        return new LimitSpec(
            kind, new BucketSpec(interval, burst), 0, 0, (long)((plan.Wait ?? default).TotalSeconds * second), (long)(plan.Over.TotalSeconds * second), plan.From);
    }

    /// <summary>Of the plan as it is written: a share of the process makes it no other. Of a key with a rate of its own, in proportion.</summary>
    public static double BurstOf(LimitPlan plan, Rate rate)
    {
        if (plan.Burst is { } burst) return plan.Rate is { } own && own != rate ? Math.Max(1, burst * rate.PerSecond / own.PerSecond) : burst;
        return plan.Kind switch
        {
            LimitKind.Pace => 1,
            LimitKind.WarmUp => Math.Max(1, rate.PerSecond / 10),
            _ => Math.Max(1, Math.Ceiling(rate.PerSecond)),
        };
    }

    /// <summary>A share that is less than one call is one: a limit that lets nothing pass is none.</summary>
    private static int Portion(int count, double share) => Math.Max(1, (int)(count * share));
}
