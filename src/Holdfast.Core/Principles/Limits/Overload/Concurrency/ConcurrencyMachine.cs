namespace Holdfast.Core.Principles.Limits.Overload.Concurrency;

/// <summary>How many attempts a service is asked at once, and how that follows from what they took. Pure.</summary>
/// <remarks>
/// By Little's law a service that has a queue takes longer in proportion to what it is asked at once, and answers no more of
/// it. So the limit is multiplied by what may be over what is (a gradient, as in Netflix's concurrency-limits and Envoy).
/// <para>
/// What is usual is learned while there is room. Where there is none for long, or the limit is about to shrink, it is looked
/// for: the limit goes for one cohort a little below where by all that is known the queue ends. There the latency falls if
/// it was a queue, and stays if the service has become slower: one look tells the two apart, and costs an unlucky cohort a
/// fifth of its places instead of nearly all. Where even there it falls in proportion, the search goes on downwards.
/// </para>
/// <para>
/// Decided upon only where the limit is what held somebody back: it neither grows because nobody comes nor shrinks
/// because a service is slow that has room.
/// </para>
/// <para>
/// A process that stands still for a moment, its own or the service's, finds all that came meanwhile at once: for one
/// cohort that looks like overload. So it grows at once, but shrinks, and looks, only where two cohorts in a row say so that
/// found most places taken.
/// </para>
/// </remarks>
public readonly record struct ConcurrencyMachine(double Limit)
{
    /// <summary>Fewer attempts in a cohort than this decide nothing.</summary>
    public const int SamplesMin = 20;

    /// <summary>So many cohorts in a row are no moment.</summary>
    public const int DoubtMax = 2;

    /// <summary>Part of the place where the queue should end, to which a check goes.</summary>
    public const double CheckShare = 0.8;

    /// <summary>Part of the limit below which a single check does not go.</summary>
    public const double CheckShareMin = 0.25;

    /// <summary>A check that finds more than this has found a service that is slower; it is made twice, for a stall of a moment is none.</summary>
    public const double SlowerRatio = 1.25;

    /// <summary>A check that finds less than this has found that what was taken for usual was a queue.</summary>
    public const double QuickerRatio = 0.85;

    /// <summary>The same before anything was confirmed.</summary>
    public const double QuickerRatioAtFirst = 0.9;

    /// <summary>Who finds fewer places taken has met a burst, not a service that is full.</summary>
    private const double FullShare = 0.7;
    private const double DescentShare = 0.7;
    private const double DoubtRatio = 1.1;
    private const double AlarmRatio = 1.6;
    private const double GrowthMax = 1.5;
    private const double CutMin = 0.5;
    private const double Damping = 0.5;

    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CheckPause = TimeSpan.FromSeconds(1);

    public ConcurrencyPhase Phase { get; init; }

    /// <summary>Cohorts in a row that found most places taken, and took too long.</summary>
    public int Doubt { get; init; }

    /// <summary>While checking: the limit before.</summary>
    public double From { get; init; }

    /// <summary>While checking: the ratio from which on it is not the queue that has become shorter, but the service slower.</summary>
    public double Slower { get; init; }

    /// <summary>Whether a first look has found it slower: a stall of a moment is none.</summary>
    public bool IsSecond { get; init; }

    /// <summary>Whether the last check has confirmed what is usual.</summary>
    public bool IsChecked { get; init; }

    /// <summary>Timestamp of the last one's end.</summary>
    public long CheckedAt { get; init; }

    public int Places => Math.Max(1, (int)Math.Round(Limit));

    /// <param name="reading">What the attempts that began under this limit came to.</param>
    /// <param name="lesson">What they teach about what is usual.</param>
    public ConcurrencyMachine Next(ConcurrencyReading reading, OverloadPlan plan, long now, long frequency, out BaseLesson lesson)
    {
        var next = Phase == ConcurrencyPhase.Checking
            ? Checked(reading, plan, now, out lesson)
            : Steady(reading, plan, now, frequency, out lesson);
        return next with { Limit = Math.Clamp(next.Limit, plan.Min, Math.Max(plan.Min, plan.Max)) };
    }

    private ConcurrencyMachine Steady(ConcurrencyReading reading, OverloadPlan plan, long now, long frequency, out BaseLesson lesson)
    {
        lesson = BaseLesson.None;
        if (reading.Samples < SamplesMin) return this;
        if (!reading.IsLimited)
        {
            lesson = reading.Peak * 2 <= Limit ? BaseLesson.Follow : BaseLesson.Fall;
            return this with { Doubt = 0 };
        }

        lesson = BaseLesson.Fall;
        var most = Most(plan, reading.Load / Math.Max(1, reading.Ratio));
        var isFull = reading.IsTurnedAway || reading.Load >= FullShare * Limit;
        var doubt = isFull && (!IsChecked || reading.Ratio > most) ? Math.Min(Doubt + 1, DoubtMax) : 0;
        if (Limit > plan.Min && IsDue(reading.Ratio, most, isFull, doubt == DoubtMax, now, frequency))
        {
            return (this with { Phase = ConcurrencyPhase.Checking, From = Limit, Doubt = 0 }).Below(reading);
        }

        // Where places were still being filled, fewer than the limit have made it take so long.
        var from = reading.Ratio > most ? Math.Min(Limit, reading.Load) : Limit;
        var wanted = Math.Clamp(from / Limit * most / reading.Ratio, CutMin, GrowthMax);
        if (wanted < 1 && doubt < DoubtMax) return this with { Doubt = doubt };
        var limit = Limit * (1 + (Damping * (wanted - 1)));
        return this with { Limit = wanted > DoubtRatio ? Math.Max(limit, Limit + 1) : limit, Doubt = doubt };
    }

    /// <summary>So much longer than usual it may take.</summary>
    /// <param name="busy">How many the service works on at once.</param>
    /// <remarks>By chance one node has a queue while another has nothing to do, and the more so the fewer there are: as the square root goes.</remarks>
    private static double Most(OverloadPlan plan, double busy) => 1 + plan.Slack + (1 / Math.Sqrt(Math.Max(1, busy)));

    private bool IsDue(double ratio, double most, bool isFull, bool isSure, long now, long frequency)
    {
        if (!IsChecked) return isSure;
        var since = now - CheckedAt;
        return (isSure && ratio > most * AlarmRatio && since >= Ticks(CheckPause, frequency))
            || (isFull && ratio > DoubtRatio && since >= Ticks(CheckEvery, frequency));
    }

    private ConcurrencyMachine Checked(ConcurrencyReading reading, OverloadPlan plan, long now, out BaseLesson lesson)
    {
        lesson = BaseLesson.None;
        var steady = this with { Phase = ConcurrencyPhase.Steady, Limit = From, From = 0, Slower = 0, IsSecond = false, IsChecked = true, CheckedAt = now };
        // Nobody comes any more: there is nothing to look at.
        if (reading.Samples < SamplesMin) return steady;
        if (reading.Ratio > SlowerRatio && Limit > plan.Min)
        {
            // Less is asked, and it takes less in proportion: a queue, whose end is further down.
            if (reading.Ratio < Slower) return Below(reading);
            if (!IsSecond) return this with { IsSecond = true };
        }

        lesson = BaseLesson.Take;
        // The places were perhaps just being filled: the next look will tell.
        if (reading.Ratio > SlowerRatio) return steady with { IsChecked = false };
        var most = Most(plan, Limit / CheckShare) * Limit / CheckShare;
        if (reading.Ratio < (IsChecked ? QuickerRatio : QuickerRatioAtFirst) && Limit > plan.Min) return this with { From = Math.Min(From, most), Limit = Limit * DescentShare, Slower = double.MaxValue, IsSecond = false };
        return steady with { Limit = Math.Min(From, most) };
    }

    /// <summary>A little below where by this ratio the queue ends.</summary>
    private ConcurrencyMachine Below(ConcurrencyReading reading)
    {
        var load = Math.Clamp(reading.Load, 1, Limit);
        var share = Math.Clamp(CheckShare / Math.Max(1, reading.Ratio), CheckShareMin, CheckShare);
        // In the middle between falling in proportion and not at all.
        return this with { Limit = load * share, Slower = reading.Ratio * Math.Sqrt(share), IsSecond = false };
    }

    internal static long Ticks(TimeSpan time, long frequency) => (long)(time.TotalSeconds * frequency);
}
