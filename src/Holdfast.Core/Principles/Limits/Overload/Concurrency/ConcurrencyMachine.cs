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
/// A cohort under a limit that is far too high takes long to end. So while nobody finds a place it is also looked at what
/// comes back, whenever it began (<see cref="Press"/>): what is far too late twice in a row needs no cohort.
/// </para>
/// <para>
/// A service that turns calls away has no queue to be looked for. It is asked for as much as it kept, and for a while no more.
/// Once in that while, for it may turn away a part of whatever it is asked, as where each user may ask so often: to ask for
/// less does not help there, and what goes on is judged as ever.
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

    /// <summary>The same of a short look.</summary>
    public const int GlanceMin = 12;

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
    private const double FarRatio = 2;
    private const double GlanceRatio = 5;
    private const double AwayShareMax = 0.1;

    /// <summary>Where this much is turned away it was too much that was asked, however many of the places it took.</summary>
    private const double AwayShareMost = 0.5;
    private const double GrowthMax = 1.5;
    private const double CutMin = 0.5;
    private const double Damping = 0.5;

    /// <summary>Fewer that came back while nobody found a place say nothing.</summary>
    private const int PressedMin = 10;

    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CheckPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AwayPause = TimeSpan.FromSeconds(3);

    public ConcurrencyPhase Phase { get; init; }

    /// <summary>Cohorts in a row that found most places taken, and took too long.</summary>
    public int Doubt { get; init; }

    /// <summary>Looks in a row at what came back while nobody found a place, and was far too late.</summary>
    public int Late { get; init; }

    /// <summary>While checking: the limit before.</summary>
    public double From { get; init; }

    /// <summary>While checking: in flight before this look, and the ratio there.</summary>
    public double LoadBefore { get; init; }

    /// <inheritdoc cref="LoadBefore"/>
    public double RatioBefore { get; init; }

    /// <summary>Whether this look is a short one: it only says whether to go on downwards.</summary>
    public bool IsGlance { get; init; }

    /// <summary>While checking: the ratio from which on it is not the queue that has become shorter, but the service slower.</summary>
    public double Slower { get; init; }

    /// <summary>Whether a first look has found it slower: a stall of a moment is none.</summary>
    public bool IsSecond { get; init; }

    /// <summary>Whether the last check has confirmed what is usual.</summary>
    public bool IsChecked { get; init; }

    /// <summary>Timestamp of the last one's end.</summary>
    public long CheckedAt { get; init; }

    /// <summary>As many as the service kept when it lately turned calls away; 0: it has turned none away, or may be asked for more again.</summary>
    public double Kept { get; init; }

    /// <summary>Timestamp of that.</summary>
    public long KeptAt { get; init; }

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

    /// <param name="reading">What came back in a short while in which nobody found a place.</param>
    public ConcurrencyMachine Press(PressReading reading, OverloadPlan plan, long now, long frequency)
    {
        if (Phase == ConcurrencyPhase.Checking) return this;
        var most = Most(plan, reading.InFlight / Math.Max(1, reading.Stretch));
        var isLate = reading.Samples >= PressedMin && reading.InFlight >= FullShare * Limit && Math.Min(reading.Ratio, reading.Stretch) > most * FarRatio;
        if (!isLate) return this with { Late = 0 };
        if (Late + 1 < DoubtMax) return this with { Late = Late + 1 };
        if (Limit <= plan.Min || (IsChecked && now - CheckedAt < Ticks(CheckPause, frequency))) return this;
        var next = Check().Below(reading.InFlight, reading.Stretch);
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
        var isFull = reading.Load >= FullShare * Limit;
        if (Kept == 0 && reading.Away > AwayShareMax && (isFull || reading.Away > AwayShareMost)) return TurnedAway(reading, now);
        var doubt = isFull && (!IsChecked || reading.Ratio > most) ? Math.Min(Doubt + 1, DoubtMax) : 0;
        if (Limit > plan.Min && IsDue(reading.Ratio, most, isFull, doubt == DoubtMax, now, frequency))
        {
            return Check().Below(reading.Load, reading.Ratio);
        }

        // Where places were still being filled, fewer than the limit have made it take so long.
        var from = reading.Ratio > most ? Math.Min(Limit, reading.Load) : Limit;
        var wanted = Math.Clamp(from / Limit * most / reading.Ratio, CutMin, GrowthMax);
        if (wanted < 1 && doubt < DoubtMax) return this with { Doubt = doubt };
        var limit = Limit * (1 + (Damping * (wanted - 1)));
        if (wanted > DoubtRatio) limit = Math.Max(limit, Limit + 1);
        // Beyond what it kept it turns calls away: that is tried again only now and then.
        if (Kept == 0) return this with { Limit = limit, Doubt = doubt };
        return now - KeptAt < Ticks(AwayPause, frequency)
            ? this with { Limit = Math.Min(limit, Math.Max(Limit, Kept)), Doubt = doubt }
            : this with { Limit = limit, Doubt = doubt, Kept = 0 };
    }

    /// <summary>By Little's law it kept of those in flight the part that their time was of the time of all.</summary>
    private ConcurrencyMachine TurnedAway(ConcurrencyReading reading, long now)
    {
        if (Doubt + 1 < DoubtMax) return this with { Doubt = Doubt + 1 };
        var kept = Math.Min(Limit, reading.Load * (1 - reading.AwayTime));
        return this with { Limit = kept, Kept = kept, KeptAt = now, Doubt = 0 };
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

    private ConcurrencyMachine Check() => this with { Phase = ConcurrencyPhase.Checking, From = Limit, Doubt = 0, Late = 0 };

    private ConcurrencyMachine Checked(ConcurrencyReading reading, OverloadPlan plan, long now, out BaseLesson lesson)
    {
        lesson = BaseLesson.None;
        var steady = this with
        {
            Phase = ConcurrencyPhase.Steady, Limit = From, From = 0, Slower = 0, LoadBefore = 0, RatioBefore = 0, IsSecond = false, IsGlance = false, IsChecked = true, CheckedAt = now,
        };
        // Nobody comes any more: there is nothing to look at.
        if (reading.Samples < (IsGlance ? GlanceMin : SamplesMin)) return steady;
        if (reading.Ratio > SlowerRatio && Limit > plan.Min)
        {
            // Less is asked, and it takes less in proportion: a queue, whose end is further down.
            if (reading.Ratio < Slower) return Below(reading.Load, reading.Ratio);
            if (!IsSecond) return this with { IsSecond = true, IsGlance = true };
        }
        else if (IsGlance)
        {
            return this with { IsGlance = false };
        }

        lesson = BaseLesson.Take;
        // The places were perhaps just being filled: the next look will tell.
        if (reading.Ratio > SlowerRatio) return steady with { IsChecked = false, Limit = Math.Min(From, Room(plan, LoadBefore * Math.Min(1, reading.Ratio / RatioBefore))) };
        var room = Room(plan, Limit / CheckShare);
        if (reading.Ratio < (IsChecked ? QuickerRatio : QuickerRatioAtFirst) && Limit > plan.Min)
            return this with { From = Math.Min(From, room), Limit = Limit * DescentShare, Slower = double.MaxValue, IsSecond = false, LoadBefore = reading.Load, RatioBefore = reading.Ratio };
        return steady with { Limit = Math.Min(From, room) };
    }

    /// <summary>The limit for a service that works on so many at once.</summary>
    private static double Room(OverloadPlan plan, double busy) => Most(plan, busy) * busy;

    /// <summary>A little below where by this ratio the queue ends.</summary>
    private ConcurrencyMachine Below(double inFlight, double ratio)
    {
        var load = Math.Clamp(inFlight, 1, Limit);
        var share = Math.Clamp(CheckShare / Math.Max(1, ratio), CheckShareMin, CheckShare);
        // In the middle between falling in proportion and not at all.
        return this with { Limit = load * share, Slower = ratio * Math.Sqrt(share), LoadBefore = load, RatioBefore = ratio, IsSecond = false, IsGlance = ratio > GlanceRatio };
    }

    internal static long Ticks(TimeSpan time, long frequency) => (long)(time.TotalSeconds * frequency);
}
