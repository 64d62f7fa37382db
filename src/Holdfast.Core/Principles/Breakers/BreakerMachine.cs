using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>When a breaker opens, tries, and closes. Pure.</summary>
/// <remarks>
/// After the breaker of Nygard ('Release It!', 2007), with a ramp in the place of its single probe: one trial that happens
/// to fail, or to be cancelled, decides nothing for long, and a service that has recovered is not run over. No phase is for
/// ever: open ends by time, half open by what becomes of trials; of those one is always let through.
/// </remarks>
/// <param name="Since">Timestamp of the last change.</param>
/// <param name="Until">Open: when trials begin. Half open: when the ramp is over. Closed: of no meaning.</param>
/// <param name="Openings">Those not made up for; each doubles the time of the next.</param>
public readonly record struct BreakerMachine(BreakerPhase Phase, long Since, long Until, int Openings)
{
    /// <summary>Part of its time by which it opens for less, at random, so that breakers that opened together do not try together.</summary>
    public const double Jitter = 0.1;

    private const int DoublingsMax = 20;

    public static BreakerMachine Begin(long now) => new(BreakerPhase.Closed, now, 0, 0);

    /// <summary>The state that follows; the same while nothing changes.</summary>
    /// <param name="now">Timestamp.</param>
    /// <param name="frequency">Ticks of timestamps a second.</param>
    /// <param name="draw">Evenly from [0, 1).</param>
    /// <param name="cause">What was exceeded, where it opens.</param>
    public BreakerMachine Next(BreakerPlan plan, in BreakerReading reading, long now, long frequency, double draw, out Measure cause)
    {
        cause = default;
        switch (Phase)
        {
            case BreakerPhase.Open:
                return now < Until ? this : Tried(plan, now, frequency);
            case BreakerPhase.HalfOpen:
                cause = JudgeTrials(plan, reading, isOver: now >= Until);
                if (cause.Name is not null) return Opened(plan, now, frequency, draw);
                return now >= Until && reading.TrialsGood > 0 ? this with { Phase = BreakerPhase.Closed, Since = now, Until = 0 } : this;
            default:
                cause = Judge(plan, reading, plan.CallsMin);
                return cause.Name is null ? this : Opened(plan, now, frequency, draw);
        }
    }

    /// <summary>Open from now on, whatever it was.</summary>
    public BreakerMachine Opened(BreakerPlan plan, long now, long frequency, double draw)
    {
        var forgiven = Phase == BreakerPhase.Closed && now - Since >= Ticks(plan.OpenMax, frequency);
        var openings = forgiven ? 0 : Openings;
        var longest = plan.OpenMax < plan.Open ? plan.Open : plan.OpenMax;
        var doubled = plan.Open * Math.Pow(2, Math.Min(openings, DoublingsMax));
        var time = (doubled < longest ? doubled : longest) * (1 - (Jitter * draw));
        return new BreakerMachine(BreakerPhase.Open, now, now + Ticks(time, frequency), openings + 1);
    }

    /// <summary>What a reading exceeds; without a name: nothing.</summary>
    /// <param name="callsMin">Fewer calls than this exceed no ratio.</param>
    public static Measure Judge(BreakerPlan plan, in BreakerReading reading, int callsMin)
    {
        var window = reading.Window;
        if (plan.ConsecutiveFailures is { } row && reading.Row >= row) return new Measure("failures-in-a-row", reading.Row, row);
        if (plan.Hanging is { } hanging && reading.Hanging >= hanging) return new Measure("hanging", reading.Hanging, hanging);
        if (plan.FailureRatio is { } failures && window.Calls >= callsMin && window.FailureRatio >= failures)
            return new Measure("failure-ratio", window.FailureRatio, failures);
        if (plan is { Slow: not null, SlowRatio: { } slow } && window.Calls + reading.Hanging >= callsMin && reading.SlowRatio >= slow)
            return new Measure("slow-ratio", reading.SlowRatio, slow);
        return default;
    }

    /// <summary>Whether an attempt speaks against the service, by what the plan looks at.</summary>
    public static bool IsBad(BreakerPlan plan, bool failed, bool slow) =>
        (failed && (plan.FailureRatio is not null || plan.ConsecutiveFailures is not null))
        || (slow && (plan.SlowRatio is not null || plan.Hanging is not null));

    public static long Ticks(TimeSpan time, long frequency) => (long)(time.TotalSeconds * frequency);

    /// <summary>By the same bounds as always; and nothing but bad trials is bad however few there were, as is the whole ramp when it is over.</summary>
    private static Measure JudgeTrials(BreakerPlan plan, in BreakerReading reading, bool isOver)
    {
        var bad = reading.TrialsBad + reading.Hanging;
        if (bad > 0 && reading.TrialsGood == 0) return new Measure("bad-trials", bad, 1);
        return bad == 0 ? default : Judge(plan, reading.WithHangingFailed, isOver ? 1 : plan.CallsMin);
    }

    private BreakerMachine Tried(BreakerPlan plan, long now, long frequency) =>
        this with { Phase = BreakerPhase.HalfOpen, Since = now, Until = now + Ticks(plan.Ramping.Over, frequency) };
}
